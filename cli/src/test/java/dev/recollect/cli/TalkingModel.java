package dev.recollect.cli;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A fake of a model that says its answers piece by piece, by a script. */
final class TalkingModel implements ChatModel {

  /** One answer of the script. */
  @FunctionalInterface
  interface Answer {
    ChatReply give(Consumer<ChatDelta> sink, CallOptions options);
  }

  private final Queue<Answer> script = new ArrayDeque<>();

  /** Adds an answer in pieces. */
  TalkingModel say(String... pieces) {
    return answer((sink, options) -> {
      for (String piece : pieces) {
        sink.accept(new ChatDelta.Text(piece));
      }
      return reply(String.join("", pieces));
    });
  }

  /** Adds an answer that says something beside a call. */
  TalkingModel call(String said, String tool, String arguments) {
    return answer((sink, options) -> {
      sink.accept(new ChatDelta.Text(said));
      ToolCall call = new ToolCall("call", tool, arguments);
      return new ChatReply(said, List.of(call), ChatReply.Finish.COMPLETE, Usage.NONE);
    });
  }

  TalkingModel answer(Answer answer) {
    script.add(answer);
    return this;
  }

  static ChatReply reply(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    return script.remove().give(sink, options);
  }

  @Override
  public String id() {
    return "talking";
  }

  @Override
  public String description() {
    return "a script of a test";
  }

  @Override
  public int contextWindow() {
    return 8_192;
  }

  @Override
  public int countTokens(String text) {
    return (text.length() + 3) / 4;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
