@NullMarked
package dev.recollect.benchmarks.client;

import org.jspecify.annotations.NullMarked;
