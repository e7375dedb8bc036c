package dev.recollect.agent.context;

import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.Position;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import java.time.ZoneId;
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
  private final Summaries summaries;
  private final String model;
  private final Window window = new Window();
  private @Nullable StoredSummary summary;

  /** Creates an empty context for a model. */
  public ContextManager(ChatModel model, ZoneId zone) {
    this.counter = new TokenCounter(model);
    this.budget = TokenBudget.of(model);
    this.summaries = new Summaries(counter, zone);
    this.model = model.id();
  }

  /** Takes the window of a conversation as it was read. */
  public void load(Head head, List<LogEntry> entries) {
    window.clear();
    summary = head.summary();
    Position from =
        head.windowFrom().isEmpty() ? new Position(0, 0) : Position.parse(head.windowFrom());
    entries.stream().filter(entry -> entry.position().compareTo(from) >= 0).forEach(this::add);
  }

  /** Adds a message at the end. */
  public void add(LogEntry entry) {
    window.add(entry, counter.count(entry.message()));
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
   * Checks that a message fits beside the fixed parts of a request and the results of a step.
   *
   * @throws MemoryException LIMIT with both sizes
   */
  public void requireRoom(Message message, int fixed) {
    int tokens = counter.count(message);
    int room = budget.messages(fixed) - budget.results();
    if (tokens > room) {
      throw MemoryException.limit(
          "the message has %d tokens; beside %d of instructions, core memory and tools, and what is kept free for results and the answer, the %d of %s leave %d. Send less at once."
              .formatted(tokens, fixed, budget.window(), model, Math.max(0, room)));
    }
  }

  /** Returns the tokens of a text, as the model counts. */
  public TokenCounter counter() {
    return counter;
  }

  /** Returns how many tokens the results of the calls made last may have together. */
  public int roomForResults(int fixed) {
    int last = window.items().getLast().tokens();
    int user = window.items().get(window.lastExchange()).tokens();
    return Math.max(64, Math.min(budget.results(), budget.messages(fixed) - user - last));
  }

  /**
   * Returns the messages of the next request and makes room for them before.
   *
   * @param system what leads the request
   * @param fixed tokens of the system message and of the tools
   * @throws MemoryException LIMIT if the exchange under way is too large by itself
   */
  public List<Message> compose(Message system, int fixed) {
    makeRoom(fixed);
    List<Message> messages = new ArrayList<>();
    messages.add(system);
    if (used() <= budget.messages(fixed)) {
      messages.addAll(summaryMessage());
    }
    window.items().forEach(item -> messages.add(item.message()));
    return messages;
  }

  /** Returns the budget of the model. */
  public TokenBudget budget() {
    return budget;
  }

  private List<Message> summaryMessage() {
    return summary == null || summary.lines().isEmpty()
        ? List.of()
        : List.of(summaries.message(summary));
  }

  private int used() {
    return window.tokens() + summaryMessage().stream().mapToInt(counter::count).sum();
  }

  private void makeRoom(int fixed) {
    int room = budget.messages(fixed);
    if (used() <= room) {
      return;
    }
    evictExchanges(budget.target(fixed) - budget.summary(fixed), fixed);
    hideSteps(room);
    if (window.tokens() > room) {
      throw MemoryException.limit(
          "the exchange under way has %d tokens, and beside %d of instructions, core memory and tools the %d of %s leave %d"
              .formatted(window.tokens(), fixed, budget.window(), model, Math.max(0, room)));
    }
  }

  /**
   * Makes the next request about half as large, for a model that found this one too large.
   *
   * @return whether it will be smaller
   */
  public boolean shrink(int fixed) {
    int before = window.tokens();
    evictExchanges(before / 2, fixed);
    hideSteps(before / 2);
    return window.tokens() < before;
  }

  private void evictExchanges(int target, int fixed) {
    List<Message> leaving = new ArrayList<>();
    while (window.lastExchange() > 0 && window.tokens() > target) {
      window.remove(0, window.secondExchange()).stream()
          .filter(item -> !item.entry().event())
          .forEach(item -> leaving.add(item.message()));
    }
    if (!leaving.isEmpty()) {
      summary = summaries.extend(summary, leaving, budget.summary(fixed));
    }
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
    while (end < window.items().size() && window.items().get(end).message().role() == Role.TOOL) {
      end++;
    }
    return end;
  }

  /** Returns a head with this window and summary. */
  public Head into(Head head) {
    String from =
        window.items().isEmpty()
            ? head.windowFrom()
            : window.items().getFirst().entry().position().key();
    return head.withWindow(from, summary);
  }
}
