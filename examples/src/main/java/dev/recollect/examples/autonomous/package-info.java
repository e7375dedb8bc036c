/**
 * A small autonomous agent in Auto-GPT's manner: it is given a goal, plans, acts with harmless
 * tools and remembers; killed at any moment, it goes on where it was.
 */
@NullMarked
package dev.recollect.examples.autonomous;

import org.jspecify.annotations.NullMarked;
