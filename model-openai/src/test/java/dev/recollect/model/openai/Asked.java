package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A model on a loopback server, asked the same question, and what its sink got. */
final class Asked implements AutoCloseable {

  static final ChatRequest QUESTION =
      ChatRequest.builder(List.of(Message.of(Role.USER, "What is the boat called?", Instant.EPOCH)))
          .build();

  private final OpenAiModel model;
  private final List<String> pieces = new ArrayList<>();

  Asked(OpenAiServer server) {
    this.model = OpenAiModel.builder("test-model", server).build();
  }

  static Asked of(LoopbackServer server) {
    return new Asked(server.asked().key("sk-secret").build());
  }

  OpenAiModel model() {
    return model;
  }

  ChatReply reply() {
    return reply(CallOptions.none());
  }

  ChatReply reply(CallOptions options) {
    return model.reply(QUESTION, this::take, options);
  }

  private void take(ChatDelta delta) {
    pieces.add(((ChatDelta.Text) delta).text());
  }

  MemoryException failure() {
    return failure(CallOptions.none());
  }

  MemoryException failure(CallOptions options) {
    return catchThrowableOfType(MemoryException.class, () -> reply(options));
  }

  /** Returns what the sink got by now. */
  List<String> pieces() {
    return pieces;
  }

  @Override
  public void close() {
    model.close();
  }
}
