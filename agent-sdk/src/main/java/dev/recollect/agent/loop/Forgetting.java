package dev.recollect.agent.loop;

import dev.recollect.agent.forget.BlockRewriter;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetReport.Doubt;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.Traces;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.StateJson;
import dev.recollect.agent.state.StoredConversation;
import dev.recollect.agent.state.StoredConversations;
import dev.recollect.agent.state.StoredForgetting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.core.tier.CoreDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Forgets messages and passages with what follows from them.
 *
 * <p>What is to be changed is found and written first, while the texts are still there to be
 * recognised by. Then one commit takes it out of the state: windows, summaries, blocks, recorded
 * answers, events, and notes what is to be deleted from recall and archival memory, under a claim
 * that keeps turns away. Then that is deleted, and the claim ends. Up to the commit a failure
 * leaves everything as it was; from then on whoever comes next completes it from the note, which
 * has ids and no texts. Not thread-safe; inside the lock of turns.
 */
final class Forgetting {

  private static final int ATTEMPTS = 3;

  private final Desk desk;
  private final Claims claims;
  private final Derivations derivations;
  private final StateStore state;

  Forgetting(Desk desk, Claims claims, Derivations derivations) {
    this.desk = desk;
    this.claims = claims;
    this.derivations = derivations;
    this.state = desk.place().memory().state();
  }

  /**
   * Forgets; no turn is under way, and recall memory has what it can get.
   *
   * @throws MemoryException CONFLICT if others keep changing what is to be changed
   */
  ForgetReport forget(ForgetRequest request, CallOptions options) {
    desk.projector().catchUp();
    for (int attempt = 1; ; attempt++) {
      ForgetReport.Builder report = ForgetReport.builder();
      NamedTexts named;
      try {
        named = commit(request, report, options);
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        desk.log().forget();
        continue;
      }
      report.messages(complete(options));
      new RemainingTraces(desk, named, report, options).find();
      return report.build();
    }
  }

  /** Takes out of the state what is named and what follows from it. */
  private NamedTexts commit(
      ForgetRequest request, ForgetReport.Builder report, CallOptions options) {
    NamedTexts all = NamedTexts.read(request, desk);
    var unused =
        requireNotTooMuch(new StoredForgetting(all.messages(), List.copyOf(request.passages())));
    Traces traces = Traces.of(all.texts());
    List<StoredConversation> stored = new ArrayList<>();
    NamedTexts named = all.without(busy(read(traces, options), stored, report));
    Set<String> derived = new DerivedPassages(desk, named, traces, options).find();
    report.passages(named.passages().size()).derivedPassages(derived.size());
    List<StateChange> changes = new ArrayList<>(blocks(request, named, traces, report, options));
    for (StoredConversation one : stored) {
      Head head = forgetting(one, named, traces, report, options);
      if (isOwn(one) || one.changed() || !head.equals(one.head())) {
        changes.addAll(one.changes(isOwn(one) ? claimed(head) : head));
      }
    }
    List<String> passages = new ArrayList<>(request.passages());
    passages.addAll(derived);
    changes.add(noting(new StoredForgetting(named.messages(), passages)));
    write(changes);
    return named;
  }

  private StoredConversations read(Traces traces, CallOptions options) {
    StoredConversations stored =
        StoredConversations.read(
            state,
            desk.place().memory().servedPrefix(desk.place().owner()),
            record -> WindowForgetting.tells(record, traces),
            options);
    // There may be nothing of it yet.
    stored.get(desk.place().conversation());
    return stored;
  }

  private boolean isOwn(StoredConversation conversation) {
    return conversation.conversation().equals(desk.place().conversation());
  }

  /**
   * Divides conversations: those in a turn are left as they are, but for this one, in which there
   * is none.
   *
   * @return the ids of those in a turn
   */
  private Set<String> busy(
      StoredConversations all, List<StoredConversation> free, ForgetReport.Builder report) {
    Set<String> busy = new HashSet<>();
    for (StoredConversation one : all.all()) {
      if (isOwn(one) || one.head().claim() == null) {
        free.add(one);
      } else {
        busy.add(one.conversation());
        report.doubt(
            Doubt.Kind.CONVERSATION,
            one.conversation(),
            "it is in a turn, so nothing of it was forgotten; ask again when that has ended");
      }
    }
    return busy;
  }

  private Head claimed(Head head) {
    return head.withProjected(desk.projector().reached())
        .withClaim(claims.forget(head.turns(), desk.now()));
  }

  private List<StateChange> blocks(
      ForgetRequest request,
      NamedTexts named,
      Traces traces,
      ForgetReport.Builder report,
      CallOptions options) {
    CoreDraft draft = desk.mind().draft();
    draft.reset();
    BlockRewriter rewriter = new BlockRewriter(named.texts(), traces, desk.mind().model());
    for (MemoryBlock block : draft.blocks()) {
      if (mayChange(block, request.blocks())) {
        String left = rewriter.rewrite(block.value(), options);
        if (!left.equals(block.value())) {
          draft.put(block.withValue(left));
          report.block(block.label());
        }
      } else if (traces.in(block.value())) {
        report.doubt(Doubt.Kind.BLOCK, block.label(), "it was to be left as it is");
      }
    }
    List<StateChange> changes = draft.changes();
    draft.reset();
    return changes;
  }

  private static boolean mayChange(MemoryBlock block, ForgetRequest.Blocks how) {
    return switch (how) {
      case KEPT -> false;
      case REWRITTEN -> !block.readOnly();
      case REWRITTEN_ALSO_READ_ONLY -> true;
    };
  }

  /** Makes the changes of a conversation wait; returns its head without what is forgotten. */
  private Head forgetting(
      StoredConversation one,
      NamedTexts named,
      Traces traces,
      ForgetReport.Builder report,
      CallOptions options) {
    Set<Long> places = named.places(one.conversation());
    new WindowForgetting(one, places, traces, report).run();
    return new SummaryForgetting(desk, traces, report).without(one, places, options);
  }

  private StateChange noting(StoredForgetting note) {
    String key = desk.place().keys().forgetting();
    return new StateChange.Put(key, requireNotTooMuch(note), StateChange.ABSENT);
  }

  /** Returns what is stored of a note; refuses what a value of the state store cannot hold. */
  private static String requireNotTooMuch(StoredForgetting note) {
    String value = StateJson.write(note);
    if (value.getBytes(StandardCharsets.UTF_8).length > Limits.STATE_VALUE_BYTES) {
      throw MemoryException.limit(
          "so many messages and passages cannot be forgotten at once; ask in several requests, or"
              + " for shorter spans of time. Nothing was changed");
    }
    return value;
  }

  private void write(List<StateChange> changes) {
    try {
      state.commit(changes, desk.writing());
    } finally {
      desk.log().forget();
      desk.asker().recall(null);
      desk.mind().searches().clear();
    }
  }

  /**
   * Deletes what was noted, and lets turns begin again. Idempotent.
   *
   * @return how many messages were deleted from recall memory
   */
  long complete(CallOptions options) {
    Optional<StateEntry> note = state.get(desk.place().keys().forgetting(), options);
    try {
      long deleted = note.isEmpty() ? 0 : delete(read(note.orElseThrow()), options);
      end(note, options);
      desk.log().forget();
      desk.refresh(options);
      return deleted;
    } catch (MemoryException e) {
      throw incomplete(e);
    }
  }

  private static StoredForgetting read(StateEntry note) {
    return StateJson.read(note, StoredForgetting.class);
  }

  private long delete(StoredForgetting note, CallOptions options) {
    String name = desk.place().owner().name();
    long deleted = 0;
    for (var messages : note.messages().entrySet()) {
      deleted +=
          desk.place()
              .memory()
              .recallTier(name)
              .delete(messages.getKey(), messages.getValue(), options);
      derivations.forget(messages.getKey(), messages.getValue());
    }
    derivations.forgetPassages(note.passages());
    desk.place().memory().archival(name).delete(note.passages());
    return deleted;
  }

  /** Of two that complete the same, one ends it. */
  private void end(Optional<StateEntry> note, CallOptions options) {
    String headKey = desk.place().keys().head();
    List<StateChange> changes = new ArrayList<>();
    note.ifPresent(entry -> changes.add(new StateChange.Delete(entry.key(), entry.version())));
    state
        .get(headKey, options)
        .ifPresent(entry -> {
          Head head = Head.read(entry);
          if (head.claim() != null && head.claim().forgetting()) {
            String value = StateJson.write(head.withoutClaim());
            changes.add(new StateChange.Put(headKey, value, entry.version()));
          }
        });
    if (!changes.isEmpty()) {
      commitUnlessEnded(changes);
    }
  }

  private void commitUnlessEnded(List<StateChange> changes) {
    try {
      state.commit(changes, desk.writing());
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
    }
  }

  private static MemoryException incomplete(MemoryException cause) {
    return new MemoryException(
        cause.kind(),
        cause.getMessage()
            + "; what was to be forgotten is out of windows and blocks, but not yet out of recall"
            + " and archival memory. Ask again: the next message or opening of the agent completes"
            + " it",
        new WriteOutcome.Applied(),
        cause);
  }
}
