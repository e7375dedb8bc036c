/** Tests of reading test collections. */
@NullMarked
package dev.recollect.benchmarks.evaluate.data;

import org.jspecify.annotations.NullMarked;
