package dev.recollect.examples.shared;

import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.util.function.Consumer;

/**
 * A chat model in front of another that prepares each request before it is sent. As thread-safe as
 * the preparation.
 *
 * <p>An agent puts its requests together itself; a model in front of the real one is where an
 * application adds to them without the addition being stored as something that was said. The agent
 * keeps the reserved tokens free, because this model's context window is so much smaller.
 */
public final class PreparedModel implements ChatModel {

  /** What is done to a request. */
  @FunctionalInterface
  public interface Preparation {
    /** Returns the request to send in place of another. */
    ChatRequest prepare(ChatRequest request, CallOptions options);
  }

  private final ChatModel model;
  private final int reserved;
  private final Preparation preparation;

  /**
   * Creates a model in front of another.
   *
   * @param model who answers; stays open
   * @param reserved the most tokens that the preparation adds
   * @param preparation what is done to each request
   */
  public PreparedModel(ChatModel model, int reserved, Preparation preparation) {
    this.model = model;
    this.reserved = reserved;
    this.preparation = preparation;
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public String description() {
    return model.description();
  }

  @Override
  public int contextWindow() {
    return model.contextWindow() - reserved;
  }

  @Override
  public int countTokens(String text) {
    return model.countTokens(text);
  }

  @Override
  public boolean generative() {
    return model.generative();
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    return model.reply(preparation.prepare(request, options), sink, options);
  }

  /** Does nothing: the model belongs to whoever opened it. */
  @Override
  public void close() {
    // see above
  }
}
