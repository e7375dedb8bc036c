package dev.recollect.benchmarks.evaluate;

import java.io.PrintStream;

/**
 * Where a program of the harness writes.
 *
 * @param output results, nothing else
 * @param error progress, remarks and errors
 * @param terminal whether a person watches what is written to {@code error}
 */
record Console(PrintStream output, PrintStream error, boolean terminal) {}
