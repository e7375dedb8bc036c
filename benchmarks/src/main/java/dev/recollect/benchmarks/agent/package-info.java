/** What turns cost, and what agents find again after long conversations. */
@NullMarked
package dev.recollect.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
