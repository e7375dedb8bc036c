package dev.recollect.agent.turn;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a turn. Immutable; of one turn they come in the order in which it
 * happened, but those of calls that run beside each other.
 */
public sealed interface TurnEvent extends Event {

  /** Returns which turn it happened in. */
  TurnPlace turn();

  /**
   * The turn has begun: what began it is durable.
   *
   * @param turn which turn
   * @param resumed whether somebody else began it and did not end it
   */
  record Begun(TurnPlace turn, boolean resumed) implements TurnEvent {}

  /**
   * The model is asked.
   *
   * @param turn which turn
   * @param step number of the reply, from 1
   * @param model id of the model
   * @param messages how many messages it is shown
   * @param tokens about how many tokens the request has
   */
  record ModelAsked(TurnPlace turn, int step, String model, int messages, int tokens)
      implements TurnEvent {}

  /**
   * A piece of what the person reads.
   *
   * @param turn which turn
   * @param text not empty
   */
  record Text(TurnPlace turn, String text) implements TurnEvent {}

  /**
   * A piece of what the model thinks; the person does not read it.
   *
   * @param turn which turn
   * @param text not empty
   */
  record Thought(TurnPlace turn, String text) implements TurnEvent {}

  /**
   * The pieces since the model was asked are void, because it is asked again.
   *
   * @param turn which turn
   * @param reason why
   */
  record TextDiscarded(TurnPlace turn, String reason) implements TurnEvent {}

  /**
   * The model has answered.
   *
   * @param turn which turn
   * @param step number of the reply, from 1
   * @param reply the whole of it, with the tokens it took
   * @param took from the request to the end of the answer
   */
  record ModelAnswered(TurnPlace turn, int step, ChatReply reply, Duration took)
      implements TurnEvent {}

  /**
   * The model could not be asked.
   *
   * @param turn which turn
   * @param step number of the reply, from 1
   * @param failure why
   * @param took from the request to the failure
   */
  record ModelFailed(TurnPlace turn, int step, RuntimeException failure, Duration took)
      implements TurnEvent {}

  /**
   * A tool is called.
   *
   * @param turn which turn
   * @param key identifies the call for ever
   * @param call what the model asked for
   */
  record ToolStarted(TurnPlace turn, String key, ToolCall call) implements TurnEvent {}

  /**
   * A tool has returned.
   *
   * @param turn which turn
   * @param key identifies the call for ever
   * @param call what the model asked for
   * @param result what the model is told
   * @param took how long it ran
   */
  record ToolEnded(TurnPlace turn, String key, ToolCall call, ToolResult result, Duration took)
      implements TurnEvent {}

  /**
   * A block of core memory was changed by the model; durable with the next commit.
   *
   * @param turn which turn
   * @param label the block
   * @param before the block before, or null if it is new
   * @param after the block now, or null if it is gone
   */
  record BlockChanged(
      TurnPlace turn, String label, @Nullable MemoryBlock before, @Nullable MemoryBlock after)
      implements TurnEvent {}

  /**
   * The model was told that its window fills.
   *
   * @param turn which turn
   * @param tokens about how many tokens a request has
   * @param most how many it may have before messages leave
   */
  record Pressed(TurnPlace turn, int tokens, int most) implements TurnEvent {}

  /**
   * Messages have left the window, and a summary stands for them.
   *
   * @param turn which turn
   * @param messages how many left
   * @param byModel whether a model wrote the summary
   */
  record Evicted(TurnPlace turn, int messages, boolean byModel) implements TurnEvent {}

  /**
   * The state is about to be written.
   *
   * @param turn which turn
   * @param commit what for
   */
  record Committing(TurnPlace turn, Commit commit) implements TurnEvent {}

  /**
   * The state was written.
   *
   * @param turn which turn
   * @param commit what for
   */
  record Committed(TurnPlace turn, Commit commit) implements TurnEvent {}

  /**
   * The turn has ended; the last event of it.
   *
   * @param turn which turn
   * @param result what came of it
   */
  record Ended(TurnPlace turn, Turn result) implements TurnEvent {}

  /**
   * The turn has failed; the last event of it.
   *
   * @param turn which turn
   * @param failure what its caller is thrown
   */
  record Failed(TurnPlace turn, RuntimeException failure) implements TurnEvent {}

  /** What the state is written for. */
  enum Commit {
    /** What began the turn, and who runs it. */
    CLAIM,
    /** Calls that act outside the state store, before they run. */
    DECIDE,
    /** Their results. */
    SETTLE,
    /** The answer. */
    END,
    /** Recall memory, which follows the state. */
    PROJECT
  }
}
