package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.event.AgentEvents;
import dev.recollect.agent.recall.AutomaticRecall;
import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.ConversationLog;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.StateKeys;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.tier.OwnerUser;
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
 * @param system leads each request
 * @param asker asks the model
 * @param projector brings what was said into recall memory
 * @param notices what waits for a turn
 * @param lock lets one turn run at a time
 */
record Desk(
    Place place,
    Mind mind,
    ConversationLog log,
    ContextManager context,
    SystemMessage system,
    Asker asker,
    Projector projector,
    Notices notices,
    TurnLock lock) {

  /** What has happened must be written down also when the turn is out of time or cancelled. */
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);

  static Desk of(Place place, Mind mind) {
    ConversationLog log =
        new ConversationLog(place.memory().state(), place.keys(), place.nextKey());
    ContextManager context = mind.context();
    SystemMessage system = new SystemMessage(place, mind);
    return new Desk(
        place,
        mind,
        log,
        context,
        system,
        new Asker(mind, context, system),
        new Projector(place, log),
        new Notices(place, mind.zone()),
        new TurnLock());
  }

  Instant now() {
    return place.now();
  }

  /** Returns the key of a call, for ever. */
  String key(Claim claim, int step, int index) {
    return key(claim.number()) + "/" + step + "/" + index;
  }

  /** Returns what the keys of a turn begin with. */
  String key(int turn) {
    return place.uniqueName() + "/" + turn;
  }

  CallOptions writing() {
    return CallOptions.within(COMMIT_TIMEOUT);
  }

  /**
   * Commits what waits, the window as it is, the mark of recall memory, and a change of the head.
   */
  void commit(UnaryOperator<Head> change, List<StateChange> extra) {
    DraftEdits edits = new DraftEdits(mind.draft(), notices);
    log.commit(() -> change.apply(present()), edits, extra, writing());
  }

  private Head present() {
    Head marked = log.head().withProjected(projector.reached());
    return mind.pause().into(system.into(context.into(marked)));
  }

  /** Checks that nobody has deleted the agent, or its user, since it was opened. */
  void requireAgent(CallOptions options) {
    String key = StateKeys.agent(place.memory().ownerPrefix(place.owner()));
    if (place.memory().state().get(key, options).isEmpty()) {
      throw MemoryException.notFound(
          "agent '" + place.owner().name() + "' has been deleted; create it again");
    }
    place.memory().user().ifPresent(user -> place.memory().users().require(place.owner(), user));
  }

  /** Reads the conversation if it is not known as it is. */
  void refresh(CallOptions options) {
    if (log.refresh(options)) {
      context.load(log.head(), log.entries());
      projector.load();
      system.load(log.head());
      mind.pause().load(log.head());
    }
  }

  /** Reads the conversation anew, without what waits; returns the turn under way. */
  Optional<Claim> reread() {
    log.forget();
    refresh(writing());
    return Optional.ofNullable(log.head().claim());
  }

  /** Shows the model what bears on a message beside it; nothing if that is an event. */
  void recall(StoredMessage opener, CallOptions options) {
    asker.recall(null);
    AutomaticRecall recall = mind.recall();
    if (recall == null || opener.event()) {
      return;
    }
    int room = context.budget().request() / 8;
    recall
        .about(
            opener.message().text(),
            said ->
                said.conversation().equals(place.conversation()) && context.sees(said.sequence()),
            context.counter()::count,
            room,
            options)
        .ifPresent(text -> asker.recall(mind.rules().recalled(text, now())));
  }

  /**
   * Returns the lowest place of a message that the window shows or that recall memory may not have;
   * {@link Long#MAX_VALUE} if there is none.
   */
  long lowestInUse() {
    return log.entries().stream()
        .filter(LogEntry::recalled)
        .mapToLong(entry -> entry.position().sequence())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Returns what the model is to be told of edits that did not fit what others have written. */
  List<StoredMessage> lostEdits() {
    return mind.draft().takeDropped().stream()
        .map(why -> StoredMessage.innerEvent(notices.alert(AgentEvents.HIDDEN + why, now())))
        .toList();
  }

  /** Returns who tells the listeners of a turn. */
  TurnOutput output(Claim claim, Listener watcher) {
    TurnPlace turn =
        new TurnPlace(
            place.memory().tenant(),
            place.owner().name(),
            place.conversation(),
            claim.id(),
            place.memory().user().map(OwnerUser::name).orElse(null));
    return new TurnOutput(turn, Listener.of(List.of(mind.listener(), watcher)));
  }

  /** Returns whether one process at a time can have the state open. */
  boolean exclusive() {
    return place.memory().exclusiveState();
  }
}
