package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.ConversationLog;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.StateKeys;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the turns of one conversation work with. Not thread-safe.
 *
 * @param place where the conversation lies
 * @param mind what answers
 * @param log the conversation
 * @param context what the model sees of it
 * @param asker asks the model
 * @param projector brings what was said into recall memory
 */
record Desk(
    Place place,
    Mind mind,
    ConversationLog log,
    ContextManager context,
    Asker asker,
    Projector projector) {

  /** What has happened must be written down also when the turn is out of time or cancelled. */
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);

  static Desk of(Place place, Mind mind) {
    ConversationLog log =
        new ConversationLog(place.memory().state(), place.keys(), place.nextKey());
    ContextManager context = new ContextManager(mind.model(), mind.zone());
    return new Desk(
        place, mind, log, context, new Asker(place, mind, context), new Projector(place, log));
  }

  Instant now() {
    return place.now();
  }

  /** Returns the key of a call, for ever. */
  String key(Claim claim, int step, int index) {
    return place.conversation() + "/" + claim.number() + "/" + step + "/" + index;
  }

  CallOptions writing() {
    return CallOptions.within(COMMIT_TIMEOUT);
  }

  /**
   * Commits what waits, the window as it is, the mark of recall memory, and a change of the head.
   */
  void commit(UnaryOperator<Head> change, List<StateChange> extra) {
    log.commit(
        () -> change.apply(context.into(log.head().withProjected(projector.reached()))),
        new DraftEdits(mind.draft()),
        extra,
        writing());
  }

  /** Checks that nobody has deleted the agent since it was opened. */
  void requireAgent(CallOptions options) {
    String key = StateKeys.agent(place.memory().ownerPrefix(place.owner()));
    if (place.memory().state().get(key, options).isEmpty()) {
      throw MemoryException.notFound(
          "agent '" + place.owner().name() + "' has been deleted; create it again");
    }
  }

  /** Reads the conversation if it is not known as it is. */
  void refresh(CallOptions options) {
    if (log.refresh(options)) {
      context.load(log.head(), log.entries());
      projector.load();
    }
  }

  /** Reads the conversation anew, without what waits; returns the turn under way. */
  Optional<Claim> reread() {
    log.forget();
    refresh(writing());
    return Optional.ofNullable(log.head().claim());
  }

  /** Returns whether one process at a time can have the state open. */
  boolean exclusive() {
    return place.memory().exclusiveState();
  }
}
