package dev.recollect.agent.tool;

import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with the form of a call's arguments; the model is shown the schema with it.
 */
final class BadArgumentsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadArgumentsException(String message) {
    this(message, null);
  }

  BadArgumentsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
