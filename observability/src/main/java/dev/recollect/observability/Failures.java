package dev.recollect.observability;

import dev.recollect.agent.turn.Turn.StopReason;
import dev.recollect.memory.api.error.MemoryException;
import java.util.Locale;
import java.util.Optional;

/** What failures are called: few words, so that they can be counted, and none of their texts. */
final class Failures {

  /** A tool that told the model that it failed. */
  static final String TOOL = "tool_error";

  /** An operation whose end nobody told. */
  static final String ABANDONED = "abandoned";

  private Failures() {}

  /** Returns the kind of an error of ours, or the class of another. */
  static String type(Throwable failure) {
    return failure instanceof MemoryException known
        ? known.kind().name().toLowerCase(Locale.ROOT)
        : failure.getClass().getName();
  }

  /** Returns what a turn that ended for this reason has failed by, if it has. */
  static Optional<String> type(StopReason reason) {
    return switch (reason) {
      case TIMEOUT, FAILING, FAILED, STEP_LIMIT -> Optional.of(word(reason));
      case ANSWERED, TRUNCATED, FILTERED, EMPTY, SILENT -> Optional.empty();
    };
  }

  /** Returns a constant as it is written in attributes and lines. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
