/** What happens in memories and agents, for those who watch. */
@NullMarked
package dev.recollect.memory.api.event;

import org.jspecify.annotations.NullMarked;
