package dev.recollect.agent.loop;

import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.model.ChatReply;

/** Why a turn ends, and what it says then. */
final class Endings {

  private Endings() {}

  /** Returns why the turn ends with a reply that calls nothing. */
  static TurnRecord.Stop of(ChatReply reply) {
    if (reply.finish() == ChatReply.Finish.FILTERED) {
      return TurnRecord.Stop.FILTERED;
    } else if (reply.text().isBlank()) {
      return TurnRecord.Stop.EMPTY;
    }
    return reply.finish() == ChatReply.Finish.LENGTH
        ? TurnRecord.Stop.TRUNCATED
        : TurnRecord.Stop.ANSWERED;
  }

  /** Returns what the person reads instead of an answer: why there is none. */
  static String notice(TurnRecord.Stop stop, Limits limits) {
    return switch (stop) {
      case SILENT -> "";
      case STEP_LIMIT ->
          "I stopped after " + limits.steps() + " steps without an answer. Ask me to go on.";
      case TIMEOUT ->
          "I stopped because the turn took longer than "
              + limits.timeout().toSeconds()
              + " seconds. Ask me to go on.";
      case FAILING -> "I stopped because one call of a tool after the other failed.";
      case FILTERED -> "The model's provider held the answer back.";
      case FAILED -> "This message could not be answered.";
      case ANSWERED, TRUNCATED, EMPTY -> "The model gave no answer.";
    };
  }
}
