package dev.recollect.agent.turn;

import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.model.Usage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of one message to an agent: the answer, and how the agent got there. Immutable. */
public final class Turn {

  private final TurnRecord record;

  /** Creates a turn of what is recorded of it. */
  public Turn(TurnRecord record) {
    this.record = record;
  }

  /** Returns the id of the turn, unique for ever. */
  public String id() {
    return record.id();
  }

  /** Returns what the agent answers; blank only if it stopped for {@link StopReason#SILENT}. */
  public String text() {
    return record.text();
  }

  /** Returns why the turn ended. */
  public StopReason stopReason() {
    return switch (record.stop()) {
      case ANSWERED -> StopReason.ANSWERED;
      case TRUNCATED -> StopReason.TRUNCATED;
      case FILTERED -> StopReason.FILTERED;
      case EMPTY -> StopReason.EMPTY;
      case SILENT -> StopReason.SILENT;
      case STEP_LIMIT -> StopReason.STEP_LIMIT;
      case TIMEOUT -> StopReason.TIMEOUT;
      case FAILING -> StopReason.FAILING;
      case FAILED -> StopReason.FAILED;
    };
  }

  /** Returns how often the model answered, the last time included. */
  public int steps() {
    return record.steps();
  }

  /** Returns the tools that the model called, in order. */
  public List<ToolRun> toolRuns() {
    return record.runs().stream()
        .map(run ->
            new ToolRun(run.call().name(), run.call().arguments(), run.failed(), run.result()))
        .toList();
  }

  /**
   * Returns the stored texts that tools returned and the answer may rest on, each once, in order.
   */
  public List<Reference> references() {
    Map<String, Reference> first = new LinkedHashMap<>();
    record.runs().stream()
        .flatMap(run -> run.references().stream())
        .forEach(found -> first.putIfAbsent(found.tier() + " " + found.id(), found));
    return List.copyOf(first.values());
  }

  /** Returns the tokens that all requests of the turn took, as far as the model tells. */
  public Usage usage() {
    return record.usage();
  }

  /** Returns what the tokens of the turn cost, as far as the model tells how many it took. */
  public BigDecimal cost(TokenPrice price) {
    return price.cost(usage());
  }

  @Override
  public String toString() {
    return stopReason() + ": " + text();
  }

  /**
   * A tool call and its result.
   *
   * @param tool name of the tool, as the model wrote it
   * @param arguments arguments as JSON text, as the model wrote them
   * @param failed whether the call failed
   * @param result what the model was told
   */
  public record ToolRun(String tool, String arguments, boolean failed, String result) {}

  /** Why a turn ended. */
  public enum StopReason {
    /** The model answered. */
    ANSWERED,
    /** The model's answer reached its largest length and breaks off. */
    TRUNCATED,
    /** The model's provider held the answer back. */
    FILTERED,
    /** The model answered nothing, three times. */
    EMPTY,
    /** The model ended the turn and sent the person nothing, which the profile memgpt allows. */
    SILENT,
    /** The turn took as many steps as it may. */
    STEP_LIMIT,
    /** The turn took as long as it may. */
    TIMEOUT,
    /** Eight calls of tools failed one after the other. */
    FAILING,
    /** The turn was left by a process that ended, and could not be brought to an end. */
    FAILED
  }
}
