package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one tool of an application: arguments are checked, somebody approves, a place becomes free,
 * and it works for as long as it may. As thread-safe as the tool.
 */
final class ToolRunner {

  private final Tool tool;
  private final ToolPolicy policy;
  private final ToolRules rules;
  private final ToolThreads threads;
  private final ArgumentReader reader;

  ToolRunner(Tool tool, ToolRules rules, ToolThreads threads) {
    this.tool = tool;
    this.policy = rules.policy(tool.spec().name());
    this.rules = rules;
    this.threads = threads;
    this.reader =
        tool instanceof CheckedTool checked
            ? checked.reader()
            : new ArgumentReader(() -> JsonSchema.of(tool.spec().name(), tool.spec().parameters()));
  }

  ToolPolicy policy() {
    return policy;
  }

  /**
   * Runs the tool.
   *
   * @throws BadArgumentsException for arguments that do not fit
   * @throws MemoryException CANCELLED if the turn was cancelled or interrupted
   */
  ToolResult run(String arguments, String key, CallOptions options) {
    String fitting = reader.read(arguments).toString();
    Optional<String> denied = policy.approval() ? denied(fitting, key, options) : Optional.empty();
    if (denied.isPresent()) {
      return ToolResult.failed(denied.orElseThrow());
    }
    CallOptions bounded = policy.timeout().map(options::withTimeout).orElse(options);
    String within = within(options);
    ToolInvocation invocation = new ToolInvocation(key, fitting, bounded);
    return switch (threads.run(name(), policy.places(), bounded, () -> tool.call(invocation))) {
      case ToolThreads.Ending.Returned<ToolResult> returned -> Binding.result(returned.value());
      case ToolThreads.Ending.Crowded<ToolResult> crowded -> ToolResult.failed(crowded(within));
      case ToolThreads.Ending.Late<ToolResult> late -> ToolResult.failed(late(within));
      case ToolThreads.Ending.Threw<ToolResult> threw when over(bounded) ->
          ToolResult.failed(late(within));
      case ToolThreads.Ending.Threw<ToolResult> threw -> throw unchecked(threw.cause());
    };
  }

  private static boolean over(CallOptions options) {
    return options.remaining().filter(left -> left.isNegative() || left.isZero()).isPresent();
  }

  private String name() {
    return tool.spec().name();
  }

  private Optional<String> denied(String arguments, String key, CallOptions options) {
    ToolApproval approval = rules.approval();
    if (approval == null) {
      return Optional.of("The call was not run: it needs approval, and nobody can give it.");
    }
    ApprovalRequest request = new ApprovalRequest(rules.agent(), name(), arguments, key, options);
    return switch (threads.run(
        name() + "-approval", null, options, () -> approval.decide(request))) {
      case ToolThreads.Ending.Returned<ToolApproval.Decision> decided -> denied(decided.value());
      case ToolThreads.Ending.Threw<ToolApproval.Decision> failed ->
          Optional.of(
              "The call was not run: asking for approval failed: "
                  + said(unchecked(failed.cause())));
      default -> Optional.of("The call was not run: nobody approved it in time.");
    };
  }

  /** An application may return null, whatever the interface says. */
  private static Optional<String> denied(ToolApproval.@Nullable Decision decision) {
    if (decision == null || (!decision.approved() && decision.reason().isBlank())) {
      return Optional.of("The call was not approved and not run.");
    }
    return decision.approved()
        ? Optional.empty()
        : Optional.of("The call was not approved and not run: " + decision.reason());
  }

  private String late(String within) {
    String outcome =
        policy.idempotent(tool)
            ? " It may be called again: doing so twice does no harm."
            : " Whether it took effect is unknown; find out before you call it again.";
    return name() + " did not end within " + within + "." + outcome;
  }

  private String crowded(String within) {
    return name()
        + " was not run: "
        + policy.concurrency().orElse(1)
        + " calls of it run at once at most, and no place became free within "
        + within
        + ". Call it again later.";
  }

  private String within(CallOptions turn) {
    return policy
        .timeout()
        .filter(time -> turn.remaining().filter(left -> left.compareTo(time) < 0).isEmpty())
        .map(ToolRunner::seconds)
        .orElse("the time of the turn");
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Errors go on to whoever waits; a checked exception, which a lambda can smuggle, does not. */
  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new MemoryException(ErrorKind.INTERNAL, said(cause), cause);
    };
  }

  static String said(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
