/**
 * What an agent is between two calls: the values kept in the state store and how they get there.
 */
@NullMarked
package dev.recollect.agent.state;

import org.jspecify.annotations.NullMarked;
