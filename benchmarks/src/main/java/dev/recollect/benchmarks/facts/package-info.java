/** Measures how well newer facts supersede older ones. */
@NullMarked
package dev.recollect.benchmarks.facts;

import org.jspecify.annotations.NullMarked;
