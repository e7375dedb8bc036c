package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.Shown;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.text.Cut;
import dev.recollect.agent.text.Storable;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts requests together, asks the model and mends what it answers. Not thread-safe. */
final class Asker {

  /** An empty answer is asked for again so many times. */
  private static final int RETRIES = 2;

  /** Most characters of an answer, which then fits into a message whatever they are. */
  private static final int ANSWER_CHARACTERS = 60_000;

  /** Names of tools and ids of calls are much shorter. */
  private static final int NAME_CHARACTERS = 200;

  /** An answer that breaks off when so much of the window is taken wants room. */
  private static final double NEARLY_FULL = 0.9;

  private final Mind mind;
  private final ContextManager context;
  private final SystemMessage system;
  private final List<ToolSpec> specs;
  private final int toolTokens;
  private @Nullable Message recalled;

  Asker(Mind mind, ContextManager context, SystemMessage system) {
    this.mind = mind;
    this.context = context;
    this.system = system;
    this.specs = mind.rules().specs(mind.tools().specs());
    this.toolTokens = context.counter().count(specs);
  }

  /** Shows something beside the messages from now on, or nothing. */
  void recall(@Nullable Message message) {
    recalled = message;
  }

  /** Returns the tokens that a request has beside its messages. */
  int fixedTokens() {
    return fixedTokens(system.message());
  }

  private int fixedTokens(Message lead) {
    int beside = beside().stream().mapToInt(context.counter()::count).sum();
    return context.counter().count(lead) + beside + toolTokens;
  }

  private List<Message> beside() {
    return recalled == null ? List.of() : List.of(recalled);
  }

  /**
   * Asks with what the context shows, again if the answer is empty or breaks off for lack of room;
   * usage is that of all tries.
   */
  ChatReply ask(int step, TurnOutput output, CallOptions options) {
    Usage usage = Usage.NONE;
    for (int attempt = 0; ; attempt++) {
      ChatReply reply = askWithRoom(step, output, options);
      usage = usage.plus(reply.usage()).plus(context.takeUsage());
      if (attempt == RETRIES || !(empty(reply) || brokenOff(reply, options))) {
        return mended(reply, usage);
      }
      output.discarded(empty(reply) ? "the answer was empty" : "the answer broke off");
    }
  }

  /** Token counts are estimates: a request that is too large after all is made smaller, once. */
  private ChatReply askWithRoom(int step, TurnOutput output, CallOptions options) {
    try {
      return askOnce(step, output, options);
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.LIMIT || !context.shrink(fixedTokens(), options)) {
        throw e;
      }
      return askOnce(step, output, options);
    }
  }

  private ChatReply askOnce(int step, TurnOutput output, CallOptions options) {
    Message lead = system.message();
    int fixed = fixedTokens(lead);
    List<Message> messages = context.compose(lead, beside(), fixed, options);
    int evicted = context.takeEvicted();
    if (evicted > 0) {
      output.tell(new TurnEvent.Evicted(output.place(), evicted, context.summaryWritten()));
    }
    int counted = context.tokens(fixed);
    ChatRequest request = ChatRequest.builder(messages).tools(specs).build();
    output.tell(
        new TurnEvent.ModelAsked(
            output.place(), step, mind.model().id(), messages.size(), counted));
    ChatReply reply = reply(request, step, output, options);
    context.observe(counted, reply.usage().inputTokens());
    return reply;
  }

  private ChatReply reply(ChatRequest request, int step, TurnOutput output, CallOptions options) {
    boolean answers = mind.rules().textAnswers();
    Sink sink = new Sink(output, answers);
    long started = System.nanoTime();
    try {
      ChatReply reply = mind.model().reply(request, sink, options);
      if (!sink.used()) {
        output.text(reply.text(), answers);
      }
      output.tell(
          new TurnEvent.ModelAnswered(output.place(), step, reply, TurnOutput.since(started)));
      return reply;
    } catch (RuntimeException e) {
      output.tell(new TurnEvent.ModelFailed(output.place(), step, e, TurnOutput.since(started)));
      throw e;
    }
  }

  /**
   * Returns what the next request would show, up to what somebody says then.
   *
   * @param next context with the conversation and an empty message behind it; not to be used again
   * @throws MemoryException LIMIT if the next turn could not begin
   */
  Shown shown(ContextManager next, CallOptions options) {
    TokenCounter counter = next.counter();
    Message lead = system.message();
    int fixed = counter.count(lead) + toolTokens;
    List<Message> messages = next.compose(lead, List.of(), fixed, options);
    messages.removeLast();
    int summary = next.summaryTokens();
    boolean summarised = summary > 0 && messages.size() > 1;
    int all = messages.stream().skip(1).mapToInt(counter::count).sum();
    int instructions = counter.count(system.withoutBlocks());
    return new Shown(
        ChatRequest.builder(messages).tools(specs).build(),
        instructions,
        counter.count(lead) - instructions,
        toolTokens,
        summarised ? summary : 0,
        summarised ? all - summary : all,
        next.budget());
  }

  private static boolean empty(ChatReply reply) {
    return reply.text().isBlank()
        && reply.toolCalls().isEmpty()
        && reply.finish() != ChatReply.Finish.FILTERED;
  }

  /** Makes room if an answer breaks off because the window is full; returns whether it did. */
  private boolean brokenOff(ChatReply reply, CallOptions options) {
    if (reply.finish() != ChatReply.Finish.LENGTH || !reply.toolCalls().isEmpty()) {
      return false;
    }
    int fixed = fixedTokens();
    int taken = context.tokens(fixed) + context.counter().count(reply.text());
    return taken > NEARLY_FULL * context.budget().window() && context.shrink(fixed, options);
  }

  /**
   * Text that no store keeps is replaced, calls get ids that tell them apart, and what would fill
   * the window by itself is cut.
   */
  private ChatReply mended(ChatReply reply, Usage usage) {
    int most = context.budget().results() / Math.max(1, reply.toolCalls().size());
    List<ToolCall> calls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ToolCall call : reply.toolCalls()) {
      String id = Storable.of(call.id());
      String unique = id.isBlank() || !ids.add(id) ? "call_" + calls.size() + "_" + id : id;
      String arguments = LongArguments.cut(Storable.of(call.arguments()), most, context.counter());
      String name = Cut.plain(Storable.of(call.name()), NAME_CHARACTERS);
      calls.add(new ToolCall(Cut.plain(unique, NAME_CHARACTERS), name, arguments));
    }
    String text = Cut.noted(Storable.of(reply.text()), ANSWER_CHARACTERS);
    if (!calls.isEmpty()) {
      text = Cut.noted(text, context.budget().results(), context.counter()::count);
    }
    return new ChatReply(text, calls, reply.finish(), usage);
  }
}
