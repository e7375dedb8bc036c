/** Backends beside the plain clients of their stores, on one server. */
@NullMarked
package dev.recollect.benchmarks.client;

import org.jspecify.annotations.NullMarked;
