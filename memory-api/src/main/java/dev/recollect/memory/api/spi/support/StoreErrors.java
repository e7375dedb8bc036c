package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Namespace;

/** Errors that every store has, in the same words. */
public final class StoreErrors {

  private StoreErrors() {}

  /** Returns the NOT_FOUND error of a patch of a record that is not there. */
  public static MemoryException noRecord(Namespace namespace, String id) {
    return MemoryException.notFound(
        "there is no record '" + id + "' in namespace " + namespace + "; nothing was changed");
  }

  /**
   * Returns the NOT_FOUND error of a call on a collection that was dropped, here or by another
   * process.
   */
  public static MemoryException dropped(String collection) {
    return MemoryException.notFound(droppedMessage(collection));
  }

  /**
   * Returns the NOT_FOUND error of a call that failed because its collection was dropped meanwhile.
   *
   * @param failure becomes the cause, and its outcome that of the error
   */
  public static MemoryException dropped(String collection, MemoryException failure) {
    return new MemoryException(
        ErrorKind.NOT_FOUND, droppedMessage(collection), failure.outcome(), failure);
  }

  private static String droppedMessage(String collection) {
    return "collection '" + collection + "' has been dropped; open it again to create it";
  }
}
