package dev.recollect.benchmarks.agent;

import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.util.function.Consumer;

/**
 * A model with a smaller window than it has, which remembers the largest request. As thread-safe as
 * the model.
 */
final class SmallWindow implements ChatModel {

  private final ChatModel model;
  private final int window;
  private volatile int largest;

  SmallWindow(ChatModel model, int window) {
    this.model = model;
    this.window = window;
  }

  /** Returns the tokens of the largest request, as the model counts texts. */
  int largest() {
    return largest;
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
    return window;
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
    int tokens =
        request.messages().stream()
            .mapToInt(message ->
                countTokens(message.text())
                    + message.toolCalls().stream()
                        .mapToInt(call -> countTokens(call.arguments()))
                        .sum())
            .sum();
    largest = Math.max(largest, tokens);
    return model.reply(request, sink, options);
  }

  @Override
  public void close() {
    model.close();
  }
}
