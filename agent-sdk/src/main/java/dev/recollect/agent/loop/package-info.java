/**
 * How a turn runs: claim, steps, settling, projecting into recall memory, and resuming all that.
 */
@NullMarked
package dev.recollect.agent.loop;

import org.jspecify.annotations.NullMarked;
