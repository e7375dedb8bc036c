package dev.recollect.observability;

import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observes turns, the requests to models in them and the tools. Thread-safe.
 *
 * <p>A turn is observed from the commit that makes it durable on, because every turn that got there
 * tells of its end.
 */
final class TurnObserver {

  private final Options options;
  private final Tags tags;
  private final Content content;
  private final TokenUsage tokens;
  private final ToolNames tools = new ToolNames();
  private final OpenOperations<OpenTurn> turns = new OpenOperations<>();

  TurnObserver(Options options) {
    this.options = options;
    this.tags = new Tags(options.agentNames());
    this.content = new Content(options);
    this.tokens = new TokenUsage(options.meters());
  }

  /** Returns how many turns have begun and not ended. */
  int open() {
    return turns.size();
  }

  void on(TurnEvent event) {
    if (event instanceof TurnEvent.Committed committed
        && committed.commit() == TurnEvent.Commit.CLAIM) {
      begin(event.turn());
      return;
    }
    OpenTurn turn = turns.find(event.turn().turn());
    if (turn != null) {
      on(turn, event);
    }
  }

  /** Pieces of text and further commits are no matter of a span; there may be many. */
  private void on(OpenTurn turn, TurnEvent event) {
    switch (event) {
      case TurnEvent.Begun begun -> begun(turn, begun);
      case TurnEvent.ModelAsked asked -> asked(turn, asked);
      case TurnEvent.ModelAnswered answered -> answered(turn, answered.reply());
      case TurnEvent.ModelFailed failed -> failed(turn.removeModel(), failed.failure());
      case TurnEvent.ToolStarted started -> called(turn, started);
      case TurnEvent.ToolEnded ended -> returned(turn, ended);
      case TurnEvent.TextDiscarded discarded -> turn.operation().event("answer.discarded");
      case TurnEvent.Evicted evicted -> turn.operation().event("window.evicted");
      case TurnEvent.Pressed pressed -> turn.operation().event("window.pressed");
      case TurnEvent.BlockChanged changed -> turn.operation().event("block.changed");
      case TurnEvent.Ended ended -> ended(turn, ended.result());
      case TurnEvent.Failed failed -> failed(turn, failed.failure());
      default -> {}
    }
  }

  private void begin(TurnPlace place) {
    OpenTurn left = turns.remove(place.turn());
    if (left != null) {
      abandon(left);
    }
    String agent = Texts.name(place.agent());
    Operation operation =
        Operation.begin(
            options.registry(),
            new Spans.Inner(),
            "invoke_agent " + agent,
            tags.of("invoke_agent", ObservedModel.UNKNOWN),
            null);
    place(operation, place).attribute(GenAi.TENANT, Texts.name(place.tenant()));
    OpenTurn eldest = turns.add(place.turn(), new OpenTurn(place, operation));
    if (eldest != null) {
      eldest.removeAll().forEach(part -> abandoned(part).drop());
      abandoned(eldest.operation()).drop();
    }
  }

  /** Who asks for metrics by agent has few of them. */
  private Operation place(Operation operation, TurnPlace place) {
    String agent = Texts.name(place.agent());
    if (options.agentNames()) {
      operation.tag(GenAi.AGENT_NAME, agent);
    }
    return operation
        .attribute(GenAi.AGENT_NAME, agent)
        .attribute(GenAi.CONVERSATION, Texts.name(place.conversation()))
        .attribute(GenAi.TURN, place.turn());
  }

  private static void begun(OpenTurn turn, TurnEvent.Begun begun) {
    turn.operation().attribute(GenAi.RESUMED, Boolean.toString(begun.resumed()));
    if (begun.resumed()) {
      turn.resume();
    }
  }

  private void asked(OpenTurn turn, TurnEvent.ModelAsked asked) {
    abandon(turn.removeModel());
    ObservedModel model = ObservedModel.of(asked.model());
    turn.asks(model);
    turn.operation().tag(GenAi.PROVIDER, model.provider()).tag(GenAi.REQUEST_MODEL, model.name());
    Operation operation =
        Operation.begin(
            options.registry(),
            new Spans.Request(),
            "chat " + model.name(),
            tags.of("chat", model),
            turn.operation());
    place(operation, turn.place())
        .attribute(GenAi.STEP, Integer.toString(asked.step()))
        .attribute(GenAi.REQUEST_MESSAGES, Integer.toString(asked.messages()))
        .attribute(GenAi.REQUEST_TOKENS, Integer.toString(asked.tokens()));
    turn.addModel(operation);
  }

  private void answered(OpenTurn turn, ChatReply reply) {
    turn.count(reply.usage());
    tokens.count(turn.model(), reply.usage());
    Operation operation = turn.removeModel();
    if (operation == null) {
      return;
    }
    String finish = Content.finish(reply);
    operation.attribute(GenAi.FINISH_REASONS, "[\"" + finish + "\"]");
    turn.operation().attribute(GenAi.FINISH_REASONS, "[\"" + finish + "\"]");
    usage(operation, reply.usage());
    content.showAnswer(operation, reply.text(), reply.toolCalls(), finish);
    operation.end();
  }

  private static void usage(Operation operation, Usage usage) {
    if (usage.inputTokens() > 0) {
      operation.attribute(GenAi.INPUT_TOKENS, Long.toString(usage.inputTokens()));
    }
    if (usage.outputTokens() > 0) {
      operation.attribute(GenAi.OUTPUT_TOKENS, Long.toString(usage.outputTokens()));
    }
  }

  private void called(OpenTurn turn, TurnEvent.ToolStarted started) {
    abandon(turn.removeTool(started.key()));
    ToolCall call = started.call();
    Operation operation =
        Operation.begin(
            options.registry(),
            new Spans.Inner(),
            "execute_tool " + tools.tag(call.name()),
            tags.of("execute_tool", ObservedModel.OURS)
                .and(GenAi.TOOL_NAME, tools.tag(call.name())),
            turn.operation());
    place(operation, turn.place())
        .attribute(GenAi.TOOL_NAME, Texts.name(call.name()))
        .attribute(GenAi.TOOL_CALL, Texts.name(call.id()))
        .attribute(GenAi.TOOL_TYPE, "function");
    content.show(operation, GenAi.TOOL_ARGUMENTS, call.arguments());
    turn.addTool(started.key(), operation);
  }

  private void returned(OpenTurn turn, TurnEvent.ToolEnded ended) {
    Operation operation = turn.removeTool(ended.key());
    if (operation == null) {
      return;
    }
    content.show(operation, GenAi.TOOL_RESULT, ended.result().text());
    if (ended.result().failed()) {
      operation.failed(Failures.TOOL, new OperationFailedException(Failures.TOOL));
    }
    operation.end();
  }

  private void ended(OpenTurn turn, Turn result) {
    Operation operation = turn.operation();
    operation
        .attribute(GenAi.STEPS, Integer.toString(result.steps()))
        .attribute(GenAi.STOP_REASON, Failures.word(result.stopReason()));
    usage(operation, result.usage());
    tokens.count(turn.model(), turn.uncounted(result.usage()));
    content.showAnswer(operation, result.text(), List.of(), Failures.word(result.stopReason()));
    Failures.type(result.stopReason())
        .ifPresent(type -> operation.failed(type, new OperationFailedException(type)));
    close(turn, null);
  }

  private void failed(OpenTurn turn, RuntimeException failure) {
    close(turn, failure);
  }

  private void failed(@Nullable Operation operation, RuntimeException failure) {
    if (operation != null) {
      String type = Failures.type(failure);
      operation.failed(type, content.failure(type, failure)).end();
    }
  }

  /** What is still under way in a turn that is over has failed with it. */
  private void close(OpenTurn turn, @Nullable RuntimeException failure) {
    turns.remove(turn.place().turn());
    for (Operation part : turn.removeAll()) {
      if (failure == null) {
        abandon(part);
      } else {
        failed(part, failure);
      }
    }
    if (failure == null) {
      turn.operation().end();
    } else {
      failed(turn.operation(), failure);
    }
  }

  private void abandon(OpenTurn turn) {
    turn.removeAll().forEach(this::abandon);
    abandon(turn.operation());
  }

  private void abandon(@Nullable Operation operation) {
    if (operation != null) {
      abandoned(operation).end();
    }
  }

  private static Operation abandoned(Operation operation) {
    String type = Failures.ABANDONED;
    return operation.failed(type, new OperationFailedException(type));
  }
}
