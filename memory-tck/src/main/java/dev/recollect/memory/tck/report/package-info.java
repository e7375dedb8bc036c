/** What a run of the kit tells beside passed and failed. */
@NullMarked
package dev.recollect.memory.tck.report;

import org.jspecify.annotations.NullMarked;
