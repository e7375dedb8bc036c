/** What the application tells an agent that nobody said. */
@NullMarked
package dev.recollect.agent.event;

import org.jspecify.annotations.NullMarked;
