@NullMarked
package dev.recollect.agent.turn;

import org.jspecify.annotations.NullMarked;
