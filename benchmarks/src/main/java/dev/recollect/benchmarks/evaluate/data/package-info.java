/** Test collections in BEIR's layout: read strictly, malformed input refused by file and line. */
@NullMarked
package dev.recollect.benchmarks.evaluate.data;

import org.jspecify.annotations.NullMarked;
