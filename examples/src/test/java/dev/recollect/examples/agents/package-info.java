/** The samples of docs/agents.md. */
@NullMarked
package dev.recollect.examples.agents;

import org.jspecify.annotations.NullMarked;
