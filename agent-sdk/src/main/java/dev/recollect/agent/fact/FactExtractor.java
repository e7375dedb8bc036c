package dev.recollect.agent.fact;

import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;

/** Finds the facts that a message states. Thread-safe. */
public interface FactExtractor {

  /** Most facts of one message; further ones are left out. */
  int FACTS = 20;

  /**
   * Returns the facts that a message states, in order.
   *
   * @param message what somebody said
   * @param before what was said before it in the conversation, oldest first; may be empty
   * @param options deadline and cancellation
   * @throws dev.recollect.memory.api.error.MemoryException if they cannot be found now; one that is
   *     {@linkplain dev.recollect.memory.api.error.MemoryException#retryable retryable} is asked
   *     for again
   */
  List<Fact> extract(RecalledMessage message, List<RecalledMessage> before, CallOptions options);

  /** Returns an extractor by the rules of English: deterministic, without a model. */
  static FactExtractor byRules() {
    return new RuleExtractor();
  }

  /**
   * Returns an extractor that asks a model, once a message and once more if the answer is
   * malformed; if the second one is too, there are no facts, and a line in the log says so.
   *
   * @param model is asked; stays open
   */
  static FactExtractor byModel(ChatModel model) {
    return new ModelExtractor(model);
  }
}
