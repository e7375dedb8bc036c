/**
 * The kit that proves a backend: extend {@link dev.recollect.memory.tck.BackendContract} in a test,
 * say how to open an empty backend, run it, and read {@code target/backend-contract}.
 *
 * <p>A {@link dev.recollect.memory.tck.contract.BackendFixture} is the place of one test's data;
 * {@link dev.recollect.memory.tck.contract.ProviderFixture} is the one for whatever a provider
 * opens. A fixture that gives its {@linkplain
 * dev.recollect.memory.tck.contract.BackendFixture#server() server} and says how {@linkplain
 * dev.recollect.memory.tck.contract.BackendFixture#setup() another process} opens the same data
 * lets the kit prove more. A {@link dev.recollect.memory.tck.server.TcpProxy} makes any server one
 * that can hang and die. A {@link dev.recollect.memory.tck.contract.CrashCheck} kills more often
 * than the contract does, and servers too.
 *
 * <p>What a backend {@linkplain dev.recollect.memory.api.spi.Capabilities declares} decides what is
 * demanded: what it declares must work, what it does not declare must be refused, and nothing but
 * that can be left out. What a fixture does not let the kit prove is not run, and the {@linkplain
 * dev.recollect.memory.tck.report report} says why.
 *
 * <p>Random values come from one seed a run; a failure and the report name it, and the system
 * property {@code tck.seed} repeats it. Every call goes through an {@link
 * dev.recollect.memory.tck.asserting.AssertingBackend}, which checks whatever comes back. The
 * property {@code test.repetitions} (10 if it is not set) says how often faults are caused; from
 * 100 on long checks are done in full, which otherwise do a tenth unless that was quick.
 */
@NullMarked
package dev.recollect.memory.tck;

import org.jspecify.annotations.NullMarked;
