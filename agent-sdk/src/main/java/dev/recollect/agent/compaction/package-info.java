/**
 * Compaction: exchanges that are old are condensed into summary records of archival memory, which
 * link to the messages they stand for.
 */
@NullMarked
package dev.recollect.agent.compaction;

import org.jspecify.annotations.NullMarked;
