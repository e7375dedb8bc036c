/**
 * What several examples need: a memory chosen by name, a model that is shown more than the agent
 * shows it, memories written as data, and a command line.
 */
@NullMarked
package dev.recollect.examples.shared;

import org.jspecify.annotations.NullMarked;
