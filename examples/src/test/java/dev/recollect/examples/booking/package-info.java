/** Tests of an application's agent, as docs/testing-agents.md shows them. */
@NullMarked
package dev.recollect.examples.booking;

import org.jspecify.annotations.NullMarked;
