package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.value.CallOptions;
import java.util.concurrent.Callable;

/**
 * The way of every call into the store: to a thread that nobody interrupts, then through the gates
 * of the backend and of the collection.
 */
record Calls(IoExecutor io, Gate backend, Gate collection) {

  <T> T read(CallOptions options, Callable<T> work) {
    return io.read(options, () -> pass(work));
  }

  <T> T write(CallOptions options, Callable<T> work) {
    return io.write(options, () -> pass(work));
  }

  private <T> T pass(Callable<T> work) throws Exception {
    return backend.pass(() -> collection.pass(work));
  }
}
