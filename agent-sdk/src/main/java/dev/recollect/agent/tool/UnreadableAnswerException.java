package dev.recollect.agent.tool;

import org.jspecify.annotations.Nullable;

/**
 * Says why an answer of a model is not the record that was asked for, in words with which the model
 * can put it right.
 */
public final class UnreadableAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
