package dev.recollect.agent.testing;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A chat model for tests of agents: plays a script and records what it was asked, so that an agent
 * is tested without a language model and always alike.
 *
 * <p>Each request takes the next step of the script; a request beyond its end throws INTERNAL
 * unless {@link #respondAlways} says otherwise. Text is streamed in one piece. A text counts as
 * many tokens as it has groups of four UTF-16 units, rounded up. Thread-safe.
 *
 * <pre>{@code
 * ScriptedChatModel model = new ScriptedChatModel()
 *     .call("archival_memory_search", "{\"query\":\"boat\"}")
 *     .say("Your boat is called Petrel.");
 * }</pre>
 */
public final class ScriptedChatModel implements ChatModel {

  private final int contextWindow;
  private final Queue<Function<ChatRequest, ChatReply>> script = new ArrayDeque<>();
  private @Nullable Function<ChatRequest, ChatReply> beyond;
  private final List<ChatRequest> requests = new ArrayList<>();
  private volatile boolean generative;
  private volatile boolean closed;

  /** Creates a model with an empty script and a context window of 8,192 tokens. */
  public ScriptedChatModel() {
    this(8_192);
  }

  /** Creates a model with an empty script and a context window of so many tokens. */
  public ScriptedChatModel(int contextWindow) {
    this.contextWindow = contextWindow;
  }

  /** Adds an answer without tool calls to the script. */
  public ScriptedChatModel say(String text) {
    return reply(new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE));
  }

  /**
   * Makes the model one that writes text of its own: an agent asks it for summaries too, which then
   * stand in the script.
   */
  public ScriptedChatModel asGenerative() {
    generative = true;
    return this;
  }

  /**
   * Adds an answer that calls one tool; ids of calls are {@code call-1}, {@code call-2} and so on.
   */
  public ScriptedChatModel call(String tool, String arguments) {
    return respond(request ->
        new ChatReply(
            "",
            List.of(new ToolCall("call-" + requestCount(), tool, arguments)),
            ChatReply.Finish.COMPLETE,
            Usage.NONE));
  }

  /** Adds an answer to the script. */
  public ScriptedChatModel reply(ChatReply reply) {
    return respond(request -> reply);
  }

  /** Adds a failure to the script. */
  public ScriptedChatModel fail(MemoryException failure) {
    return respond(request -> {
      throw failure;
    });
  }

  /** Adds an answer that depends on the request. */
  public synchronized ScriptedChatModel respond(Function<ChatRequest, ChatReply> step) {
    script.add(step);
    return this;
  }

  /** Answers every request beyond the script, from now on; in place of an earlier one. */
  public synchronized ScriptedChatModel respondAlways(Function<ChatRequest, ChatReply> answer) {
    beyond = answer;
    return this;
  }

  /** Returns the requests so far, oldest first. */
  public synchronized List<ChatRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the last request; throws INTERNAL if there was none. */
  public synchronized ChatRequest lastRequest() {
    if (requests.isEmpty()) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "the scripted chat model was asked nothing yet");
    }
    return requests.getLast();
  }

  /** Returns how many steps of the script are left. */
  public synchronized int remaining() {
    return script.size();
  }

  /** Returns whether the model was closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public String id() {
    return "scripted";
  }

  @Override
  public String description() {
    return "no model: a script of a test";
  }

  @Override
  public int contextWindow() {
    return contextWindow;
  }

  @Override
  public int countTokens(String text) {
    return (text.length() + 3) / 4;
  }

  @Override
  public boolean generative() {
    return generative;
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    options.check();
    ChatReply reply = next(request).apply(request);
    if (!reply.text().isEmpty()) {
      sink.accept(new ChatDelta.Text(reply.text()));
    }
    return reply;
  }

  private synchronized Function<ChatRequest, ChatReply> next(ChatRequest request) {
    requests.add(request);
    Function<ChatRequest, ChatReply> step = script.isEmpty() ? beyond : script.remove();
    if (step == null) {
      throw new MemoryException(
          ErrorKind.INTERNAL,
          "the script has no answer to request "
              + requests.size()
              + ", which ends with: "
              + request.messages().getLast().text()
              + "; add say(…) or call(…)");
    }
    return step;
  }

  private synchronized int requestCount() {
    return requests.size();
  }

  @Override
  public void close() {
    closed = true;
  }
}
