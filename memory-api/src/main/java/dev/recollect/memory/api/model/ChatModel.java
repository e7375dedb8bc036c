package dev.recollect.memory.api.model;

import dev.recollect.memory.api.value.CallOptions;
import java.util.function.Consumer;

/**
 * A language model that answers messages and may call tools. Thread-safe.
 *
 * <p>Errors of {@link #reply}: AUTHENTICATION (key missing or refused), LIMIT (the request exceeds
 * the context window, or a quota that does not come back by itself), UNAVAILABLE (server or rate
 * limit; retryable), DEADLINE, CANCELLED, INVALID (the server refuses the request).
 */
public interface ChatModel extends AutoCloseable {

  /** Returns the id of the model, as {@code provider} or {@code provider:name}. */
  String id();

  /** Returns in one sentence what the model is, to be shown when a program starts. */
  String description();

  /** Returns how many tokens a request and its answer may have together. */
  int contextWindow();

  /**
   * Returns how many tokens the model reads a text as; an estimate never errs on the low side by
   * much.
   */
  int countTokens(String text);

  /**
   * Returns whether the model writes text of its own, so that it can be asked to summarise; one
   * that works by rules or a script does not.
   */
  default boolean generative() {
    return true;
  }

  /**
   * Answers; blocks until the whole answer is there.
   *
   * @param request messages and tools
   * @param sink takes parts of the text as they arrive, on this thread; a model that cannot stream
   *     never calls it
   * @param options deadline and cancellation
   * @return the whole answer
   */
  ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options);

  @Override
  void close();
}
