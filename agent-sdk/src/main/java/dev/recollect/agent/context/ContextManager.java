package dev.recollect.agent.context;

import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.Position;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a model sees under its budget.
 *
 * <p>When a request would be too large, whole exchanges leave from the front and a summary takes
 * their place; if the exchange under way is too large by itself, its oldest steps are not shown any
 * more. A call never parts from its results. Not thread-safe.
 */
public final class ContextManager {

  private final TokenCounter counter;
  private final TokenBudget budget;
  private final Calibration calibration = new Calibration();
  private final ProfileRules rules;
  private final Summaries extracts;
  private final @Nullable ModelSummaries written;
  private final String model;
  private final Window window = new Window();
  private @Nullable StoredSummary summary;
  private boolean warned;
  private int evicted;

  /**
   * Creates an empty context for a model.
   *
   * @param summarises whether the model writes summaries; otherwise they are extracts
   */
  public ContextManager(ChatModel model, ProfileRules rules, boolean summarises) {
    this.counter = new TokenCounter(model);
    this.budget = TokenBudget.of(model);
    this.rules = rules;
    this.extracts = new Summaries(counter, rules);
    this.written =
        summarises ? new ModelSummaries(model, counter, extracts, budget.request() / 2) : null;
    this.model = model.id();
  }

  /** Takes the window of a conversation as it was read. */
  public void load(Head head, List<LogEntry> entries) {
    window.clear();
    summary = head.summary();
    warned = head.warned();
    Position from =
        head.windowFrom().isEmpty() ? new Position(0, 0) : Position.parse(head.windowFrom());
    entries.stream().filter(entry -> entry.position().compareTo(from) >= 0).forEach(this::add);
  }

  /** Adds a message at the end. */
  public void add(LogEntry entry) {
    Message shown = shown(entry.stored());
    window.add(entry, shown, counter.count(shown));
  }

  private Message shown(StoredMessage stored) {
    return rules.shown(LongMessage.beginning(stored));
  }

  private int count(StoredMessage stored) {
    return counter.count(shown(stored));
  }

  /**
   * Checks that the fixed parts of a request leave room for a message at all.
   *
   * @throws MemoryException LIMIT with both sizes
   */
  public void requireRoom(int fixed) {
    int room = budget.request() - budget.results();
    if (fixed >= room) {
      throw MemoryException.limit(
          "instructions, core memory and tools have %d tokens; beside what is kept free for results and the answer, the %d of %s leave %d for them and the messages. Shorten the system text or the blocks, or take a model with a larger window."
              .formatted(fixed, budget.window(), model, Math.max(0, room)));
    }
  }

  /**
   * Returns a message as the model can see it beside the fixed parts of a request and the results
   * of a step: whole, or its beginning if it is too long.
   *
   * @throws MemoryException LIMIT with both sizes if there is no room for a beginning either
   */
  public StoredMessage fitted(StoredMessage message, int fixed) {
    int room = budget.messages(fixed) - budget.results();
    if (count(message) <= room) {
      return message;
    }
    StoredMessage cut = LongMessage.cut(message, Math.min(room, budget.results()), this::count);
    if (count(cut) > room) {
      throw MemoryException.limit(
          "the message has %d tokens; beside %d of instructions, core memory and tools, and what is kept free for results and the answer, the %d of %s leave %d, in which not even its beginning fits. Shorten the system text or the blocks, or take a model with a larger window."
              .formatted(count(message), fixed, budget.window(), model, Math.max(0, room)));
    }
    return cut;
  }

  /** Returns the tokens of a text, as the model counts. */
  public TokenCounter counter() {
    return counter;
  }

  /** Returns how many tokens the results of the calls made last may have together. */
  public int roomForResults(int fixed) {
    int last = window.items().getLast().tokens();
    int user = window.items().get(window.lastExchange()).tokens();
    return Math.max(64, Math.min(budget().results(), budget().messages(fixed) - user - last));
  }

  /**
   * Returns the messages of the next request and makes room for them before.
   *
   * @param system what leads the request
   * @param beside what stands between summary and window
   * @param fixed tokens of the system message, of what stands beside, and of the tools
   * @param options deadline and cancellation, for a summary that a model writes
   * @throws MemoryException LIMIT if the exchange under way is too large by itself
   */
  public List<Message> compose(
      Message system, List<Message> beside, int fixed, CallOptions options) {
    makeRoom(fixed, options);
    List<Message> messages = new ArrayList<>();
    messages.add(system);
    if (used() <= budget().messages(fixed)) {
      messages.addAll(summaryMessage());
    }
    messages.addAll(beside);
    window.items().forEach(item -> messages.add(item.shown()));
    return messages;
  }

  /** Returns the budget of the model, as far as its counts are right. */
  public TokenBudget budget() {
    return budget.dividedBy(calibration.factor());
  }

  /** Learns how the provider counts. */
  public void observe(int counted, long reported) {
    calibration.observe(counted, reported);
  }

  /** Returns the tokens that summaries took since this was last asked. */
  public Usage takeUsage() {
    return written == null ? Usage.NONE : written.takeUsage();
  }

  /** Returns how many messages have left since this was last asked. */
  public int takeEvicted() {
    int taken = evicted;
    evicted = 0;
    return taken;
  }

  /** Returns whether a model wrote the summary. */
  public boolean summaryWritten() {
    return summary != null && summary.written();
  }

  /** Returns whether the model is to be told that its window fills. */
  public boolean pressed(int fixed) {
    return !warned && tokens(fixed) > budget().pressure();
  }

  /** Takes note that the model is told; it is not told again before something has left. */
  public void warned() {
    warned = true;
  }

  /** Returns the tokens of a request without room made. */
  public int tokens(int fixed) {
    return fixed + used();
  }

  private List<Message> summaryMessage() {
    return summary == null || summary.lines().isEmpty() ? List.of() : List.of(rules.shown(summary));
  }

  private int used() {
    return window.tokens() + summaryTokens();
  }

  /** Returns the tokens of the summary, 0 without one. */
  public int summaryTokens() {
    return summaryMessage().stream().mapToInt(counter::count).sum();
  }

  private void makeRoom(int fixed, CallOptions options) {
    TokenBudget present = budget();
    int room = present.messages(fixed);
    if (used() <= room) {
      return;
    }
    evictExchanges(present.target(fixed) - present.summary(fixed), fixed, options);
    hideSteps(room);
    // What a provider reports makes messages leave earlier, but fails no turn: it may be wrong.
    if (window.tokens() > budget.messages(fixed)) {
      throw MemoryException.limit(
          "the exchange under way has %d tokens, and beside %d of instructions, core memory and tools the %d of %s leave %d"
              .formatted(
                  window.tokens(),
                  fixed,
                  budget.window(),
                  model,
                  Math.max(0, budget.messages(fixed))));
    }
  }

  /**
   * Makes the next request about half as large, for a model that found this one too large.
   *
   * @return whether it will be smaller
   */
  public boolean shrink(int fixed, CallOptions options) {
    int before = window.tokens();
    evictExchanges(before / 2, fixed, options);
    hideSteps(before / 2);
    return window.tokens() < before;
  }

  private void evictExchanges(int target, int fixed, CallOptions options) {
    List<Message> leaving = new ArrayList<>();
    int count = 0;
    while (window.lastExchange() > 0 && window.tokens() > target) {
      for (Window.Item item : window.remove(0, window.secondExchange())) {
        count++;
        leaving.addAll(leaving(item.entry().stored()));
      }
    }
    if (!leaving.isEmpty()) {
      Summariser summariser = written == null ? extracts : written;
      summary = summariser.extend(summary, leaving, budget().summary(fixed), options);
    }
    if (count > 0) {
      warned = false;
      evicted += count;
    }
  }

  /**
   * Returns the summary of messages alone, whatever was summarised before; null without messages.
   *
   * @param said what somebody said in them, oldest first
   * @param fixed tokens of the fixed parts of a request
   */
  public @Nullable StoredSummary summaryOf(List<Message> said, int fixed, CallOptions options) {
    if (said.isEmpty()) {
      return null;
    }
    Summariser summariser = written == null ? extracts : written;
    return summariser.extend(null, said, budget().summary(fixed), options);
  }

  /** Of what leaves the summary tells what was said; calls and results count as messages alone. */
  private static List<Message> leaving(StoredMessage stored) {
    if (stored.event()) {
      return List.of();
    }
    Message message = stored.message();
    boolean said = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    Message.Builder spoken =
        Message.builder(
            message.role(), said ? stored.spoken() : message.text(), message.createdAt());
    message.name().ifPresent(spoken::name);
    message.toolCallId().ifPresent(spoken::toolCallId);
    return List.of(spoken.toolCalls(message.toolCalls()).build());
  }

  /** Takes the oldest steps of the exchange under way out of sight, never the last one. */
  private void hideSteps(int target) {
    int first = window.lastExchange() + 1;
    while (window.tokens() > target && endOfStep(first) < window.items().size()) {
      window.remove(first, endOfStep(first));
    }
  }

  /** Returns where the step ends that begins at a place: behind the results of its calls. */
  private int endOfStep(int first) {
    int end = first + 1;
    while (end < window.items().size() && window.items().get(end).belongsToStep()) {
      end++;
    }
    return end;
  }

  /** Returns whether the model sees the message of a place in what was said. */
  public boolean sees(long sequence) {
    return !window.items().isEmpty()
        && sequence >= window.items().getFirst().entry().position().sequence();
  }

  /** Returns a head with this window and summary. */
  public Head into(Head head) {
    String from =
        window.items().isEmpty()
            ? head.windowFrom()
            : window.items().getFirst().entry().position().key();
    return head.withWindow(from, summary, warned);
  }
}
