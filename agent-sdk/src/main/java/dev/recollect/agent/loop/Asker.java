package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.MemoryCounts;
import dev.recollect.agent.context.Shown;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.text.Cut;
import dev.recollect.agent.text.Storable;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.TenantMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts requests together, asks the model and mends what it answers. Not thread-safe. */
final class Asker {

  private static final System.Logger LOG = System.getLogger(Asker.class.getName());

  /** An empty answer is asked for again so many times. */
  private static final int RETRIES = 2;

  /** Most characters of an answer, which then fits into a message whatever they are. */
  private static final int ANSWER_CHARACTERS = 60_000;

  private final Place place;
  private final Mind mind;
  private final ContextManager context;
  private final int toolTokens;
  private MemoryCounts counts = MemoryCounts.NONE;

  Asker(Place place, Mind mind, ContextManager context) {
    this.place = place;
    this.mind = mind;
    this.context = context;
    this.toolTokens = context.counter().count(mind.tools().specs());
  }

  /** Counts what lies in the tiers; a tier that does not answer keeps its last number. */
  void count() {
    try {
      TenantMemory memory = place.memory();
      String name = place.owner().name();
      Map<String, Long> sources = new TreeMap<>();
      for (Source source : memory.sources().attached(name)) {
        sources.put(source.name(), memory.sources().documents(source.name()).count());
      }
      counts =
          new MemoryCounts(memory.recall(name).count(), memory.archival(name).count(), sources);
    } catch (MemoryException e) {
      LOG.log(System.Logger.Level.WARNING, "memory cannot be counted for now: {0}", e.getMessage());
    }
  }

  private Message system() {
    Instant now = place.now();
    String text = mind.prompt().text(mind.draft().blocks(), counts, now);
    return Message.of(Role.SYSTEM, text, now);
  }

  /** Returns the tokens that a request has beside its messages. */
  int fixedTokens() {
    return context.counter().count(system()) + toolTokens;
  }

  /** Asks with what the context shows, again if the answer is empty; usage is that of all tries. */
  ChatReply ask(CallOptions options) {
    Usage usage = Usage.NONE;
    for (int attempt = 0; ; attempt++) {
      ChatReply reply = askOnce(options);
      usage = usage.plus(reply.usage());
      if (attempt == RETRIES || !empty(reply)) {
        return mended(reply, usage);
      }
    }
  }

  /** Token counts are estimates: a request that is too large after all is made smaller, once. */
  private ChatReply askOnce(CallOptions options) {
    ChatRequest request = request();
    try {
      return mind.model().reply(request, delta -> {}, options);
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.LIMIT || !context.shrink(fixedTokens())) {
        throw e;
      }
      return mind.model().reply(request(), delta -> {}, options);
    }
  }

  private ChatRequest request() {
    Message system = system();
    int fixed = context.counter().count(system) + toolTokens;
    List<Message> messages = context.compose(system, fixed);
    return ChatRequest.builder(messages).tools(mind.tools().specs()).build();
  }

  /**
   * Returns what the next request would show, up to what somebody says then.
   *
   * @param next context with the conversation and an empty message behind it; not to be used again
   * @throws MemoryException LIMIT if the next turn could not begin
   */
  Shown shown(ContextManager next) {
    TokenCounter counter = next.counter();
    Message system = system();
    int fixed = counter.count(system) + toolTokens;
    List<Message> messages = next.compose(system, fixed);
    messages.removeLast();
    boolean summarised = messages.size() > 1 && messages.get(1).role() == Role.SYSTEM;
    int summary = summarised ? counter.count(messages.get(1)) : 0;
    int all = messages.stream().skip(1).mapToInt(counter::count).sum();
    int instructions =
        counter.count(
            Message.of(
                Role.SYSTEM,
                mind.prompt().text(List.of(), counts, system.createdAt()),
                system.createdAt()));
    return new Shown(
        ChatRequest.builder(messages).tools(mind.tools().specs()).build(),
        instructions,
        counter.count(system) - instructions,
        toolTokens,
        summary,
        all - summary,
        next.budget());
  }

  private static boolean empty(ChatReply reply) {
    return reply.text().isBlank()
        && reply.toolCalls().isEmpty()
        && reply.finish() != ChatReply.Finish.FILTERED;
  }

  /** Text that no store keeps is replaced, and calls get ids that tell them apart. */
  private static ChatReply mended(ChatReply reply, Usage usage) {
    List<ToolCall> calls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ToolCall call : reply.toolCalls()) {
      String id = Storable.of(call.id());
      String unique = id.isBlank() || !ids.add(id) ? "call_" + calls.size() + "_" + id : id;
      calls.add(new ToolCall(unique, Storable.of(call.name()), Storable.of(call.arguments())));
    }
    String text = Cut.noted(Storable.of(reply.text()), ANSWER_CHARACTERS);
    return new ChatReply(text, calls, reply.finish(), usage);
  }
}
