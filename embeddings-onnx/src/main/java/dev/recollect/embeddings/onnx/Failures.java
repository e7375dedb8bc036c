package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.concurrent.ExecutionException;

/** Turns what failed on another thread into an exception of the thread that waited for it. */
final class Failures {

  private Failures() {}

  static MemoryException of(ExecutionException failed, String what) {
    return failed.getCause() instanceof MemoryException known
        ? new MemoryException(known.kind(), String.valueOf(known.getMessage()), known)
        : new MemoryException(ErrorKind.INTERNAL, what + ": " + failed.getCause(), failed);
  }
}
