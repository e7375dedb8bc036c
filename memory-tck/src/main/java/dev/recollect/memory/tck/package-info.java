/**
 * The kit that proves a backend: extend {@link dev.recollect.memory.tck.BackendContract} in a test,
 * say how to open an empty backend, and run it.
 *
 * <p>A {@link dev.recollect.memory.tck.contract.BackendFixture} is the place of one test's data;
 * {@link dev.recollect.memory.tck.contract.ProviderFixture} is the one for backends over a folder.
 * What a backend {@linkplain dev.recollect.memory.api.spi.Capabilities declares} decides what is
 * demanded: what it declares must work, what it does not declare must be refused. A contract that
 * cannot apply (reopening a store that keeps nothing) is aborted and says why. The first test of
 * the capabilities publishes the declarations to the test report.
 *
 * <p>Random values come from one seed a test; a failure names it, and the system property {@code
 * tck.seed} repeats it. Every call goes through an {@link
 * dev.recollect.memory.tck.asserting.AssertingBackend}, which checks whatever comes back.
 */
@NullMarked
package dev.recollect.memory.tck;

import org.jspecify.annotations.NullMarked;
