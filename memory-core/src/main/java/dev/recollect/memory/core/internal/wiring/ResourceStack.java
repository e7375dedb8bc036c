package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was opened, to be closed in the opposite order. Closing is idempotent, and one resource that
 * fails to close keeps no other open. Thread-safe.
 */
final class ResourceStack implements AutoCloseable {

  private final Deque<Opened> opened = new ArrayDeque<>();
  private boolean closed;

  private record Opened(String what, AutoCloseable resource) {}

  /**
   * Takes over a resource; closes it at once if the stack is closed already.
   *
   * @param what names it in the message if it cannot be closed
   */
  <T extends AutoCloseable> T push(String what, T resource) {
    synchronized (this) {
      if (!closed) {
        opened.push(new Opened(what, resource));
        return resource;
      }
    }
    new Closing().close(new Opened(what, resource));
    throw new MemoryException(ErrorKind.UNAVAILABLE, "the memory is closed");
  }

  /**
   * Closes everything, the last opened first.
   *
   * @throws MemoryException what the first failure was, the others suppressed in it
   */
  @Override
  public void close() {
    Closing closing = new Closing();
    for (Opened next = next(); next != null; next = next()) {
      closing.close(next);
    }
    closing.throwIfFailed();
  }

  private synchronized @Nullable Opened next() {
    closed = true;
    return opened.poll();
  }

  /** Gathers the failures of one close. */
  private static final class Closing {
    private @Nullable MemoryException failure;

    void close(Opened opened) {
      try {
        opened.resource().close();
      } catch (Exception e) {
        add(failed(opened, e));
      }
    }

    private void add(MemoryException next) {
      if (failure == null) {
        failure = next;
      } else {
        failure.addSuppressed(next);
      }
    }

    private static MemoryException failed(Opened opened, Exception cause) {
      ErrorKind kind = cause instanceof MemoryException known ? known.kind() : ErrorKind.INTERNAL;
      return new MemoryException(
          kind, opened.what() + " could not be closed cleanly: " + cause.getMessage(), cause);
    }

    void throwIfFailed() {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
