/**
 * What a backend needs that looks at each record of a namespace instead of an index: whether a
 * filter holds, and the best records of a leg. Exact, and in time linear in the number of records.
 */
@NullMarked
package dev.recollect.memory.api.spi.exact;

import org.jspecify.annotations.NullMarked;
