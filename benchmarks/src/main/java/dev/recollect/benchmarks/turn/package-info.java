/** What a turn of an agent costs beside the durable writes that it cannot do without. */
@NullMarked
package dev.recollect.benchmarks.turn;

import org.jspecify.annotations.NullMarked;
