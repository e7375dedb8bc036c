/** Facts and their order in search, as docs/facts.md shows them. */
@NullMarked
package dev.recollect.examples.facts;

import org.jspecify.annotations.NullMarked;
