package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.tck.fake.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoreDraftTest {

  private final HookedState state = new HookedState();
  private final StateKeys keys = new StateKeys("default");
  private final Owners owners =
      new Owners(state, keys, new ManualClock(), new TimeOrderedIds(new ManualClock()));
  private final Owner ada = owners.create("ada");
  private final CoreMemory core = new CoreTier(owners.handle("ada"), state, keys);
  private final CoreDraft draft = new CoreDraft(ada, state, keys);

  @BeforeEach
  void storeHuman() {
    core.put(MemoryBlock.of("human", "Name: Sam"));
  }

  private void commit() {
    draft.committed(state.commit(draft.changes(), CallOptions.none()));
  }

  @Test
  void edits_areSeenInTheDraftAndNotInTheState() {
    draft.append("human", "Dog: Biscuit");
    draft.replace("human", "Biscuit", "Toffee");

    assertThat(draft.block("human").orElseThrow().value()).isEqualTo("Name: Sam\nDog: Toffee");
    assertThat(core.block("human").orElseThrow().value()).isEqualTo("Name: Sam");
  }

  @Test
  void changes_withoutEdits_areNone() {
    assertThat(draft.blocks()).isEqualTo(core.blocks());
    assertThat(draft.changes()).isEmpty();
  }

  @Test
  void changes_ofSeveralEdits_areOnePutABlock() {
    draft.append("human", "one");
    draft.append("human", "two");
    draft.put(MemoryBlock.of("persona", "I am Ada"));

    assertThat(draft.changes())
        .extracting(StateChange::key)
        .containsExactly(keys.block(ada, "human"), keys.block(ada, "persona"));
    commit();
    assertThat(core.blocks()).isEqualTo(draft.blocks());
    assertThat(draft.changes()).isEmpty();
  }

  @Test
  void changes_ofEditsThatCancelOut_areNone() {
    draft.append("human", "x");
    draft.replace("human", "\nx", "");
    draft.put(MemoryBlock.of("persona", ""));
    draft.delete("persona");
    draft.delete("nothing");

    assertThat(draft.changes()).isEmpty();
  }

  @Test
  void delete_thenPut_isOnePutAtTheStoredVersion() {
    MemoryBlock stored = core.block("human").orElseThrow();
    draft.delete("human");
    draft.put(MemoryBlock.of("human", "Name: Kim"));

    assertThat(draft.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.expected()).isEqualTo(stored.version()));
    commit();
    assertThat(core.block("human").orElseThrow().value()).isEqualTo("Name: Kim");
  }

  @Test
  void delete_ofAStoredBlock_isADelete() {
    draft.delete("human");

    assertThat(draft.changes()).singleElement().isInstanceOf(StateChange.Delete.class);
    commit();
    assertThat(core.blocks()).isEmpty();
    assertThat(draft.blocks()).isEmpty();
  }

  @Test
  void committed_editsGoOnFromTheNewVersion() {
    draft.append("human", "one");
    commit();
    draft.append("human", "two");
    commit();

    assertThat(core.block("human").orElseThrow().value()).isEqualTo("Name: Sam\none\ntwo");
    assertThat(draft.blocks()).isEqualTo(core.blocks());
  }

  @Test
  void put_otherVersionThanTheDraftHas_isConflict() {
    MemoryBlock stored = draft.block("human").orElseThrow();

    assertThatThrownBy(() -> draft.put(MemoryBlock.of("human", "new")))
        .satisfies(kind(ErrorKind.CONFLICT));
    assertThatThrownBy(() -> draft.put(MemoryBlock.of("persona", "new").withVersion(3)))
        .satisfies(kind(ErrorKind.CONFLICT));
    draft.put(stored.withValue("new"));
    draft.put(stored.withValue("newer"));
    assertThat(draft.block("human").orElseThrow().value()).isEqualTo("newer");
  }

  @Test
  void refusedEdit_leavesTheDraftAsItWas() {
    draft.append("human", "one");

    assertThatThrownBy(() -> draft.replace("human", "absent", "x"))
        .satisfies(kind(ErrorKind.INVALID));
    assertThatThrownBy(() -> draft.append("human", "x".repeat(6_000)))
        .satisfies(kind(ErrorKind.LIMIT));
    commit();
    assertThat(core.block("human").orElseThrow().value()).isEqualTo("Name: Sam\none");
  }

  @Test
  void reset_forgetsEditsAndReadsAnew() {
    draft.append("human", "mine");
    core.append("human", "theirs");

    draft.reset();

    assertThat(draft.changes()).isEmpty();
    assertThat(draft.blocks()).isEqualTo(core.blocks());
  }

  @Test
  void rebase_afterConflict_bothTakeEffect() {
    draft.append("human", "mine");
    core.append("human", "theirs");
    assertThatThrownBy(this::commit).satisfies(kind(ErrorKind.CONFLICT));

    draft.rebase();
    commit();

    assertThat(core.block("human").orElseThrow().value()).isEqualTo("Name: Sam\ntheirs\nmine");
  }

  @Test
  void rebase_editThatNoLongerFits_isDroppedAndTold() {
    draft.replace("human", "Sam", "Kim");
    draft.append("human", "Dog: Biscuit");
    core.replace("human", "Sam", "Lou");

    draft.rebase();

    assertThat(draft.dropped())
        .singleElement()
        .asString()
        .contains("Your change of block 'human' was not made", "reads now: \"Name: Lou\"");
    assertThat(draft.block("human").orElseThrow().value()).isEqualTo("Name: Lou\nDog: Biscuit");
    draft.reset();
    assertThat(draft.dropped()).isEmpty();
  }
}
