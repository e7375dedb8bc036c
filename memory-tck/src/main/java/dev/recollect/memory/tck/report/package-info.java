/**
 * What a run of the kit tells beside passed and failed: which contracts a backend keeps, what it
 * refuses as declared, what was not proven; and which tests of a build were not run.
 */
@NullMarked
package dev.recollect.memory.tck.report;

import org.jspecify.annotations.NullMarked;
