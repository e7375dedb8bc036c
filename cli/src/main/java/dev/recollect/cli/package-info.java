/**
 * The command line {@code recollect}: talk to an agent, search its memory, list and delete agents.
 */
@NullMarked
package dev.recollect.cli;

import org.jspecify.annotations.NullMarked;
