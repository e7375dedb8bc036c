/** What comes of a message to an agent: the turn, and what happens in it. */
@NullMarked
package dev.recollect.agent.turn;

import org.jspecify.annotations.NullMarked;
