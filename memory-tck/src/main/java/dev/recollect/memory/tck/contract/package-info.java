/**
 * The contracts of a backend, one class a concern; see {@link
 * dev.recollect.memory.tck.BackendContract}. Beside them the places of a test's data and what of
 * the contracts is of use to other tests: {@link dev.recollect.memory.tck.contract.CrashCheck},
 * {@link dev.recollect.memory.tck.contract.OutcomeTruth}.
 */
@NullMarked
package dev.recollect.memory.tck.contract;

import org.jspecify.annotations.NullMarked;
