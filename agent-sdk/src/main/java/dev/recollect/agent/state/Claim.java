package dev.recollect.agent.state;

import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.core.claim.Holder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn under way, as far as it is committed.
 *
 * @param number which turn of the conversation, from 1
 * @param id unique for ever
 * @param requestId what the application named the request, or null
 * @param user where the message that began it stands, as {@link Position#key()}
 * @param holder who runs it; null once nobody does, so that anybody may go on with it
 * @param deadline until when the holder may run it, ISO-8601
 * @param step the last step that was begun, 0 before the first
 * @param stage what has been committed of that step
 * @param acted whether a tool may have acted outside the state store
 * @param inputTokens tokens that the requests so far took
 * @param outputTokens tokens that the answers so far took
 */
public record Claim(
    int number,
    String id,
    @Nullable String requestId,
    String user,
    @Nullable Holder holder,
    String deadline,
    int step,
    Stage stage,
    boolean acted,
    long inputTokens,
    long outputTokens) {

  /** What the last commit of a turn says. */
  public enum Stage {
    /** The model is to be asked. */
    ASKING,
    /** The calls of the step are written; their results are not. */
    DECIDED,
    /** No turn: something is being forgotten, and is to be completed before the next turn. */
    FORGETTING
  }

  /** Returns whether it is no turn that is under way but forgetting. */
  public boolean forgetting() {
    return stage == Stage.FORGETTING;
  }

  /** Returns when the holder loses the turn. */
  public Instant deadlineAt() {
    return Instant.parse(deadline);
  }

  /** Returns this claim in other hands, or in nobody's. */
  public Claim heldBy(@Nullable Holder newHolder, Instant newDeadline) {
    return new Claim(
        number,
        id,
        requestId,
        user,
        newHolder,
        newDeadline.toString(),
        step,
        stage,
        acted,
        inputTokens,
        outputTokens);
  }

  /** Returns this claim at a stage of a step, with what that took added. */
  public Claim at(int newStep, Stage newStage, Usage taken) {
    Usage sum = usage().plus(taken);
    boolean actedNow = acted || newStage == Stage.DECIDED;
    return new Claim(
        number,
        id,
        requestId,
        user,
        holder,
        deadline,
        newStep,
        newStage,
        actedNow,
        sum.inputTokens(),
        sum.outputTokens());
  }

  /** Returns the tokens taken so far. */
  public Usage usage() {
    return new Usage(inputTokens, outputTokens);
  }

  /** Returns this claim with the message that began it at another place. */
  public Claim startingAt(Position newUser) {
    return new Claim(
        number,
        id,
        requestId,
        newUser.key(),
        holder,
        deadline,
        step,
        stage,
        acted,
        inputTokens,
        outputTokens);
  }
}
