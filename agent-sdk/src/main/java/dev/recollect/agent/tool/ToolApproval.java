package dev.recollect.agent.tool;

/**
 * Decides whether a call of a tool may run; asked before each call of the tools whose {@link
 * ToolPolicy} says so. Implementations are thread-safe.
 *
 * <p>It is asked on a thread of its own, with arguments that fit the tool's schema, for as long as
 * the turn lasts. An exception, and no answer in time, count as a denial. After a crash, a call
 * that is run again is asked about again.
 */
@FunctionalInterface
public interface ToolApproval {

  /** Returns the decision; the reason of a denial is told to the model. */
  Decision decide(ApprovalRequest request);

  /**
   * What was decided.
   *
   * @param approved whether the call may run
   * @param reason why not; what the model is told
   */
  record Decision(boolean approved, String reason) {

    /** Returns the decision that the call may run. */
    public static Decision approve() {
      return new Decision(true, "");
    }

    /** Returns the decision that the call must not run. */
    public static Decision deny(String reason) {
      return new Decision(false, reason);
    }
  }
}
