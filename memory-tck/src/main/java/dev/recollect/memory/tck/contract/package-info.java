/**
 * The contracts of a backend, one class a concern; see {@link
 * dev.recollect.memory.tck.BackendContract}.
 */
@NullMarked
package dev.recollect.memory.tck.contract;

import org.jspecify.annotations.NullMarked;
