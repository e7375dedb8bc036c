/**
 * Agents whose memory outlives their context window and their process: build one, send, read the
 * turn.
 */
@NullMarked
package dev.recollect.agent;

import org.jspecify.annotations.NullMarked;
