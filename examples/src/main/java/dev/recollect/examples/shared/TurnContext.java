package dev.recollect.examples.shared;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A text that stands in every request of a turn, behind the instructions and before the
 * conversation. It is looked up once a turn, however often the model is asked in it. Thread-safe.
 */
public final class TurnContext implements PreparedModel.Preparation {

  /** Where the text comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the text of a turn; empty for none.
     *
     * @param message what the turn answers
     * @param shown what the model is shown anyway, the message included
     */
    Optional<String> about(Message message, List<Message> shown, CallOptions options);
  }

  private record Turn(Message message, @Nullable String text) {}

  private final Source source;
  private final AtomicReference<@Nullable Turn> latest = new AtomicReference<>();

  /** Creates a context from a source. */
  public TurnContext(Source source) {
    this.source = source;
  }

  @Override
  public ChatRequest prepare(ChatRequest request, CallOptions options) {
    return question(request.messages())
        .flatMap(message -> text(message, request.messages(), options))
        .map(text -> insert(text, request))
        .orElse(request);
  }

  /** Returns the text of the latest turn; empty if it had none. */
  public Optional<String> latest() {
    return Optional.ofNullable(latest.get()).map(Turn::text);
  }

  private static Optional<Message> question(List<Message> messages) {
    return messages.reversed().stream().filter(one -> one.role() == Role.USER).findFirst();
  }

  private Optional<String> text(Message message, List<Message> shown, CallOptions options) {
    Turn known = latest.get();
    if (known == null || !known.message().equals(message)) {
      known = new Turn(message, source.about(message, shown, options).orElse(null));
      latest.set(known);
    }
    return Optional.ofNullable(known.text());
  }

  private static ChatRequest insert(String text, ChatRequest request) {
    List<Message> messages = new ArrayList<>(request.messages());
    int place = 0;
    while (messages.get(place).role() == Role.SYSTEM) {
      place++;
    }
    messages.add(place, Message.of(Role.SYSTEM, text, messages.getLast().createdAt()));
    ChatRequest.Builder changed = ChatRequest.builder(messages).tools(request.tools());
    request.maximumAnswerTokens().ifPresent(changed::maximumAnswerTokens);
    return changed.build();
  }
}
