package dev.recollect.agent.state;

import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a finished turn came to.
 *
 * @param id unique for ever
 * @param text what the agent answered; empty if it ended the turn in silence
 * @param steps how often the model answered
 * @param runs the tool calls, in order
 * @param usage tokens taken
 * @param stop why the turn ended
 */
public record TurnRecord(
    String id, String text, int steps, List<Run> runs, Usage usage, Stop stop) {

  private static final int CHARACTERS = 200_000;

  /** Copies the calls. */
  public TurnRecord {
    runs = List.copyOf(runs);
  }

  /**
   * Returns this record at a size that a value of the state store may have: arguments, results and
   * references are shortened where there is too much of them.
   */
  TurnRecord bounded() {
    int share = CHARACTERS / Math.max(1, runs.size());
    List<Run> shortened = new ArrayList<>();
    for (Run run : runs) {
      ToolCall call =
          new ToolCall(
              run.call().id(), run.call().name(), Cut.plain(run.call().arguments(), share));
      shortened.add(
          new Run(
              call,
              run.failed(),
              Cut.plain(run.result(), share),
              MessageJson.bounded(run.references(), CHARACTERS / runs.size())));
    }
    return new TurnRecord(id, text, steps, shortened, usage, stop);
  }

  /**
   * A tool call and its result.
   *
   * @param call what the model asked for
   * @param failed whether it failed
   * @param result what the model was told
   * @param references what the result rests on
   */
  public record Run(ToolCall call, boolean failed, String result, List<Reference> references) {
    /** Copies the references. */
    public Run {
      references = List.copyOf(references);
    }
  }

  /** Why a turn ended. */
  public enum Stop {
    /** The model answered. */
    ANSWERED,
    /** The model's answer reached its largest length. */
    TRUNCATED,
    /** The model's provider held the answer back. */
    FILTERED,
    /** The model kept answering nothing. */
    EMPTY,
    /** The model ended the turn and sent the person nothing. */
    SILENT,
    /** The turn took as many steps as it may. */
    STEP_LIMIT,
    /** The turn took as long as it may. */
    TIMEOUT,
    /** One call after the other failed. */
    FAILING,
    /** A turn that had been resumed cannot be brought to an end. */
    FAILED
  }
}
