/** Tests of compaction without an agent. */
@NullMarked
package dev.recollect.agent.compaction;

import org.jspecify.annotations.NullMarked;
