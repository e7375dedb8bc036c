package dev.recollect.observability;

/**
 * Stands in spans for an error whose text may quote what was said; its message is the type of the
 * error. Never thrown.
 */
final class OperationFailedException extends RuntimeException {

  OperationFailedException(String type) {
    super(type, null, false, false);
  }
}
