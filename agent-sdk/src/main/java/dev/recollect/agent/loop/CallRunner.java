package dev.recollect.agent.loop;

import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.text.Cut;
import dev.recollect.agent.text.Storable;
import dev.recollect.agent.tool.ResultPages;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the calls of one turn: breaks endless repetition and shows long results part by part.
 *
 * <p>Calls that were admitted may run on several threads; all else is for one.
 */
final class CallRunner {

  /** So often one call with the same arguments runs in a turn. */
  static final int REPETITIONS = 5;

  private final ToolBox tools;
  private final TokenCounter counter;
  private final ResultPages pages;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  CallRunner(ToolBox tools, TokenCounter counter) {
    this.tools = tools;
    this.counter = counter;
    this.pages = new ResultPages(this::tokens);
  }

  /** Begins to count anew, for a turn whose calls so far are read again. */
  void forget() {
    counts.clear();
    broken.clear();
  }

  /** Counts the calls of a step; returns whether one of them may act outside the state store. */
  boolean admit(List<ToolCall> calls) {
    boolean acts = false;
    for (ToolCall call : calls) {
      if (counts.merge(signature(call), 1, Integer::sum) > REPETITIONS) {
        broken.add(signature(call));
      } else {
        acts |= tools.acts(call);
      }
    }
    return acts;
  }

  private static String signature(ToolCall call) {
    return call.name() + " " + call.arguments();
  }

  /** Runs a call that was admitted, with a result of at most the given number of tokens. */
  ToolResult run(ToolCall call, String key, int tokens, CallOptions options) {
    Optional<ToolResult> refusal = LongArguments.refusal(call);
    if (refusal.isPresent()) {
      return refusal.orElseThrow();
    }
    if (broken.contains(signature(call))) {
      return ToolResult.failed(
          "You have called "
              + call.name()
              + " with the same arguments "
              + REPETITIONS
              + " times in this turn; it was not run again. Use what it returned, call it with other"
              + " arguments, or answer.");
    }
    return ran(call, key, tokens, options);
  }

  private ToolResult ran(ToolCall call, String key, int tokens, CallOptions options) {
    if (tools.readsMore(call)) {
      return pages.more(call.arguments(), Math.min(tokens, tools.resultTokens(call)));
    }
    return bounded(call, key, tools.run(call, key, options), tokens);
  }

  /** Runs a call again that was under way when a process ended, if that does no harm. */
  ToolResult runAgain(ToolCall call, String key, int tokens, CallOptions options) {
    if (tools.repeatable(call)) {
      return ran(call, key, tokens, options);
    }
    return unknown();
  }

  /** Returns the result of a call of which nobody knows whether it took effect. */
  static ToolResult unknown() {
    return ToolResult.failed(
        "The outcome of this call is unknown: the process ended while it ran. Find out whether it"
            + " took effect before you call it again.");
  }

  private ToolResult bounded(ToolCall call, String key, ToolResult result, int tokens) {
    String text = Storable.of(result.text());
    ToolResult storable = new ToolResult(result.failed(), text, result.references());
    if (!tools.pagesItself(call) && !result.failed()) {
      return pages.first(key, storable, Math.min(tokens, tools.resultTokens(call)));
    }
    String cut = Cut.noted(text, tokens, shorter -> tokens(result, shorter));
    return new ToolResult(result.failed(), cut, result.references());
  }

  private int tokens(String text) {
    return tokens(ToolResult.ok(""), text);
  }

  /** What is shown is the message around the text, in which characters are escaped. */
  private int tokens(ToolResult result, String text) {
    ToolResult shorter = new ToolResult(result.failed(), text, List.of());
    return counter.count(tools.content(shorter, Instant.EPOCH));
  }
}
