/** What a model is told that nobody said, and how it is told what somebody said. */
@NullMarked
package dev.recollect.agent.event;

import org.jspecify.annotations.NullMarked;
