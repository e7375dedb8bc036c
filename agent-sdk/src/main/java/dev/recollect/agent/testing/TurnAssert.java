package dev.recollect.agent.testing;

import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.Turn.StopReason;
import dev.recollect.agent.turn.Turn.ToolRun;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Assertions on a turn, one after the other. The first that does not hold throws an AssertionError
 * that tells the whole turn. Immutable.
 *
 * <pre>{@code
 * TurnAssert.assertThat(agent.send("A table for two, please."))
 *     .calls("book_table")
 *     .everyToolWorked()
 *     .answers("two");
 * }</pre>
 */
public final class TurnAssert {

  private final Turn turn;

  private TurnAssert(Turn turn) {
    this.turn = turn;
  }

  /** Returns assertions on a turn. */
  public static TurnAssert assertThat(Turn turn) {
    return new TurnAssert(turn);
  }

  /** Asserts that the model answered, with these texts in the answer, in any order. */
  public TurnAssert answers(String... parts) {
    stops(StopReason.ANSWERED);
    for (String part : parts) {
      require(turn.text().contains(part), "the answer to contain \"" + part + "\"");
    }
    return this;
  }

  /** Asserts why the turn ended. */
  public TurnAssert stops(StopReason reason) {
    return require(turn.stopReason() == reason, "the turn to end by " + reason);
  }

  /** Asserts which tools were called, all of them, in order; none without an argument. */
  public TurnAssert calls(String... tools) {
    return require(tools().equals(List.of(tools)), "the calls " + List.of(tools));
  }

  /** Asserts that no call failed. */
  public TurnAssert everyToolWorked() {
    return require(turn.toolRuns().stream().noneMatch(ToolRun::failed), "no call to fail");
  }

  /** Asserts that a call of a tool failed and the model was told of it with this text. */
  public TurnAssert fails(String tool, String part) {
    return require(
        turn.toolRuns().stream()
            .anyMatch(
                run -> run.failed() && run.tool().equals(tool) && run.result().contains(part)),
        "a call of " + tool + " to fail with \"" + part + "\"");
  }

  /** Asserts that a call of a tool worked and told the model this text. */
  public TurnAssert returns(String tool, String part) {
    return require(
        turn.toolRuns().stream()
            .anyMatch(
                run -> !run.failed() && run.tool().equals(tool) && run.result().contains(part)),
        "a call of " + tool + " to return \"" + part + "\"");
  }

  private List<String> tools() {
    return turn.toolRuns().stream().map(ToolRun::tool).toList();
  }

  private TurnAssert require(boolean holds, String expected) {
    if (!holds) {
      throw new AssertionError("expected " + expected + ", but it went so:\n" + told());
    }
    return this;
  }

  private String told() {
    String calls =
        turn.toolRuns().stream()
            .map(run ->
                run.tool() + run.arguments() + (run.failed() ? " failed: " : ": ") + run.result())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return calls + turn.stopReason() + ": " + turn.text();
  }
}
