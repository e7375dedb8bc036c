package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.SharedBlocks;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.fake.Race;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.tck.fake.ManualClock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Blocks that several owners share. */
class SharedBlocksTest {

  private final HookedState state = new HookedState();
  private final StateKeys keys = new StateKeys("default");
  private final Owners owners =
      new Owners(state, keys, new ManualClock(), new TimeOrderedIds(new ManualClock()));
  private final Owner ada = owners.create("ada");
  private final SharedBlocks shared = new SharedBlockTier(state, keys);
  private final CoreMemory ofAda = new CoreTier(owners.handle("ada"), state, keys);
  private final CoreMemory ofEve = new CoreTier(owners.handle("eve"), state, keys);
  private final CoreDraft draft = new CoreDraft(ada, state, keys);

  @BeforeEach
  void shareTeam() {
    shared.put(MemoryBlock.of("team", "Lead: Kim").withDescription("Who works here."));
    ofAda.attach("team");
    ofEve.attach("team");
  }

  private String team() {
    return shared.find("team").orElseThrow().value();
  }

  private void commit() {
    draft.committed(state.commit(draft.changes(), CallOptions.none()));
  }

  private boolean nothingLinks(String label) {
    return state.list("tenant/", Cursor.START, CallOptions.none()).items().stream()
        .noneMatch(entry -> entry.key().contains(label));
  }

  @Test
  void attached_standsAmongTheBlocks_andAChangeIsOneForAll() {
    ofAda.put(MemoryBlock.of("human", "Name: Sam"));

    assertThat(ofAda.blocks()).extracting(MemoryBlock::label).containsExactly("human", "team");
    assertThat(ofAda.block("team")).isEqualTo(ofEve.block("team")).isEqualTo(shared.find("team"));
    assertThat(ofAda.block("team").orElseThrow().shared()).isTrue();
    assertThat(ofAda.block("human").orElseThrow().shared()).isFalse();
    MemoryBlock changed = ofEve.append("team", "Cook: Lou");
    assertThat(ofAda.block("team")).contains(changed);
    ofAda.put(changed.withLimit(99).withReadOnly(true));
    assertThat(shared.find("team").orElseThrow().limit()).isEqualTo(99);
    assertThatThrownBy(() -> ofEve.append("team", "x")).satisfies(kind(ErrorKind.UNSUPPORTED));
  }

  @Test
  void put_ofAStaleVersion_isAConflict_wheneverSideItComesFrom() {
    MemoryBlock seen = ofAda.block("team").orElseThrow();
    ofEve.append("team", "Cook: Lou");

    assertThatThrownBy(() -> ofAda.put(seen.withValue("mine")))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("no longer at version " + seen.version());
    assertThatThrownBy(() -> shared.put(seen.withValue("mine")))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("shared block 'team' is no longer at version " + seen.version());
    assertThatThrownBy(() -> shared.put(MemoryBlock.of("team", "")))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> ofAda.put(MemoryBlock.of("team", "")))
        .satisfies(kind(ErrorKind.CONFLICT));
    assertThat(team()).isEqualTo("Lead: Kim\nCook: Lou");
  }

  @Test
  void attach_again_changesNothing_andCreatesAnOwnerWhoIsNew() {
    MemoryBlock before = shared.find("team").orElseThrow();
    assertThat(ofAda.attach("team")).isEqualTo(before);
    assertThat(shared.find("team")).contains(before);
    new CoreTier(owners.handle("ida"), state, keys).attach("team");
    assertThat(shared.users("team")).extracting(Owner::name).containsExactly("ada", "eve", "ida");
  }

  @Test
  void attach_whatCannotBe_isRefused() {
    ofAda.put(MemoryBlock.of("rules", "own"));
    shared.put(MemoryBlock.of("rules", "all"));

    assertThatThrownBy(() -> ofAda.attach("teem"))
        .satisfies(kind(ErrorKind.NOT_FOUND))
        .hasMessageContaining("team");
    assertThatThrownBy(() -> ofAda.attach("rules"))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("'ada' has a block 'rules' of its own");
    assertThatThrownBy(() -> draft.attach("rules")).satisfies(kind(ErrorKind.CONFLICT));
    assertThatThrownBy(() -> ofAda.attach("No such/label")).satisfies(kind(ErrorKind.INVALID));
    assertThatThrownBy(() -> shared.users("nobody")).satisfies(kind(ErrorKind.NOT_FOUND));
    assertThatThrownBy(() -> shared.delete("nobody")).satisfies(kind(ErrorKind.NOT_FOUND));
    assertThat(shared.users("rules")).isEmpty();
    assertThat(ofAda.block("rules").orElseThrow().value()).isEqualTo("own");
  }

  @Test
  void attach_whileItIsDeleted_leavesNoLink() {
    ofAda.detach("team");
    ofEve.detach("team");
    state.beforeCommit(() -> shared.delete("team"));

    assertThatThrownBy(() -> ofAda.attach("team")).satisfies(kind(ErrorKind.NOT_FOUND));
    assertThat(nothingLinks("team")).isTrue();
  }

  @Test
  void detach_leavesTheBlockToTheOthers() {
    assertThat(ofAda.detach("team")).isTrue();
    assertThat(ofAda.detach("team")).isFalse();
    assertThat(ofAda.blocks()).isEmpty();
    assertThat(shared.users("team")).extracting(Owner::name).containsExactly("eve");
    ofEve.delete("team");
    assertThat(ofEve.blocks()).isEmpty();
    assertThat(team()).isEqualTo("Lead: Kim");
    shared.delete("team");
    assertThat(nothingLinks("team")).isTrue();
  }

  @Test
  void delete_whileInUse_isRefusedNamingWho_andByForceDetaches() {
    assertThatThrownBy(() -> shared.delete("team"))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("attached to 'ada', 'eve'");
    assertThat(shared.deleteEverywhere("team"))
        .extracting(Owner::name)
        .containsExactly("ada", "eve");
    assertThat(ofAda.blocks()).isEmpty();
    assertThat(nothingLinks("team")).isTrue();
    ofAda.put(MemoryBlock.of("team", "now my own"));
    assertThat(ofAda.block("team").orElseThrow().shared()).isFalse();
  }

  @Test
  void delete_whileSomebodyAttaches_isRefused() {
    ofAda.detach("team");
    ofEve.detach("team");
    state.beforeCommit(() -> ofAda.attach("team"));

    assertThatThrownBy(() -> shared.delete("team"))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("'ada'");
    assertThat(team()).isEqualTo("Lead: Kim");
  }

  @Test
  void list_tellsAllByLabel_ofThisTenantAlone() {
    shared.put(MemoryBlock.of("area", ""));
    new SharedBlockTier(state, new StateKeys("default/shared-block"))
        .put(MemoryBlock.of("foreign", ""));

    assertThat(shared.list(Cursor.START).items())
        .extracting(MemoryBlock::label)
        .containsExactly("area", "team");
    assertThat(shared.find("foreign")).isEmpty();
  }

  @Test
  void eightThreadsOfTwoOwners_loseNothing() throws Exception {
    Race.of(
        8,
        thread -> {
          CoreMemory core = thread % 2 == 0 ? ofAda : ofEve;
          for (int line = 0; line < 25; line++) {
            core.append("team", thread + "." + line);
          }
          return thread;
        });

    assertThat(team().lines().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> i / 25 + "." + i % 25).toList());
  }

  @Nested
  class Draft {

    @Test
    void edit_goesIntoTheSharedBlock_withItsVersion() {
      draft.append("team", "Cook: Lou");

      assertThat(team()).isEqualTo("Lead: Kim");
      assertThat(draft.changes())
          .extracting(StateChange::key)
          .containsExactly(keys.sharedBlock("team"));
      commit();
      assertThat(ofEve.block("team").orElseThrow().value()).isEqualTo("Lead: Kim\nCook: Lou");
      assertThat(draft.blocks()).isEqualTo(ofAda.blocks());
    }

    @Test
    void edit_ofWhatAnotherHasChanged_isMadeOnTheNewest() {
      draft.append("team", "mine");
      ofEve.append("team", "theirs");

      draft.replace("team", "theirs", "theirs too");

      assertThat(draft.block("team").orElseThrow().value())
          .isEqualTo("Lead: Kim\ntheirs too\nmine");
      commit();
      assertThat(team()).isEqualTo("Lead: Kim\ntheirs too\nmine");
    }

    @Test
    void replaceOfWhatAnotherHasReplaced_tellsThePresentText() {
      assertThat(draft.block("team").orElseThrow().value()).isEqualTo("Lead: Kim");
      ofEve.replace("team", "Kim", "Lou");

      assertThatThrownBy(() -> draft.replace("team", "Kim", "Pat"))
          .satisfies(kind(ErrorKind.INVALID))
          .hasMessageContaining("The block reads now: \"Lead: Lou\"");
      assertThat(draft.changes()).isEmpty();
    }

    @Test
    void changedBeforeTheCommit_whatStillFitsIsKept_andWhatDoesNotIsTold() {
      draft.replace("team", "Kim", "Pat");
      draft.append("team", "Cook: Una");
      draft.put(MemoryBlock.of("human", "Name: Sam"));
      ofEve.replace("team", "Kim", "Lou");
      assertThatThrownBy(SharedBlocksTest.this::commit).satisfies(kind(ErrorKind.CONFLICT));

      draft.rebase();

      assertThat(draft.dropped())
          .singleElement()
          .asString()
          .contains("Your change of block 'team' was not made", "reads now: \"Lead: Lou\"");
      commit();
      assertThat(draft.dropped()).isEmpty();
      assertThat(team()).isEqualTo("Lead: Lou\nCook: Una");
      assertThat(ofAda.block("human").orElseThrow().value()).isEqualTo("Name: Sam");
    }

    @Test
    void detachedMeanwhile_theEditIsToldAndTheBlockIsGone() {
      draft.append("team", "mine");
      ofAda.detach("team");

      draft.rebase();

      assertThat(draft.dropped()).singleElement().asString().contains("there is no block 'team'");
      assertThat(draft.blocks()).isEmpty();
      assertThat(team()).isEqualTo("Lead: Kim");
    }

    @Test
    void attachAndDetach_waitForTheCommit() {
      shared.put(MemoryBlock.of("rules", "No fires"));
      draft.attach("rules");
      draft.append("rules", "Quiet from 22:00 on");
      assertThat(draft.detach("team")).isTrue();
      assertThat(draft.detach("nothing")).isFalse();
      assertThat(shared.users("rules")).isEmpty();

      commit();

      assertThat(ofAda.blocks())
          .isEqualTo(draft.blocks())
          .extracting(MemoryBlock::label)
          .containsExactly("rules");
      assertThat(shared.find("rules").orElseThrow().value())
          .isEqualTo("No fires\nQuiet from 22:00 on");
      assertThat(shared.users("rules")).extracting(Owner::name).containsExactly("ada");
      assertThat(shared.users("team")).extracting(Owner::name).containsExactly("eve");
    }

    @Test
    void ownBlockInPlaceOfTheSharedOne_andBack_leaveNoLinkBehind() {
      draft.delete("team");
      draft.put(MemoryBlock.of("team", "own"));
      commit();
      assertThat(ofAda.block("team").orElseThrow().value()).isEqualTo("own");
      assertThat(shared.users("team")).extracting(Owner::name).containsExactly("eve");
      draft.delete("team");
      draft.attach("team");
      commit();
      assertThat(ofAda.block("team")).isEqualTo(shared.find("team"));
      assertThat(shared.users("team")).extracting(Owner::name).containsExactly("ada", "eve");
    }
  }

  @Nested
  class Tokens {

    /** Counts words. */
    private static int words(String text) {
      return text.isBlank() ? 0 : text.split("\\s+").length;
    }

    private final CoreMemory counted =
        new CoreTier(owners.handle("ada"), state, keys, Tokens::words);
    private final CoreDraft countedDraft = new CoreDraft(ada, state, keys, Tokens::words);

    @Test
    void limit_isRefusedWithBothNumbers_whereTheyCanBeCounted() {
      counted.put(MemoryBlock.of("human", "one two").withLimit(3, LimitUnit.TOKENS));

      for (CoreMemory core : List.of(countedDraft, counted)) {
        assertThatThrownBy(() -> core.append("human", "three four"))
            .satisfies(kind(ErrorKind.LIMIT))
            .hasMessageContaining("would have 4 tokens and may have 3");
        core.append("human", "three");
      }
      assertThatThrownBy(
              () -> counted.put(MemoryBlock.of("boat", "a b c").withLimit(2, LimitUnit.TOKENS)))
          .satisfies(kind(ErrorKind.LIMIT));
    }

    @Test
    void blockOverItsLimit_maybeOfAnotherModel_canBeMadeShorter() {
      ofAda.put(MemoryBlock.of("human", "a b c d e").withLimit(3, LimitUnit.TOKENS));

      assertThatThrownBy(() -> counted.replace("human", "e", "e f"))
          .satisfies(kind(ErrorKind.LIMIT));
      assertThatThrownBy(() -> counted.replace("human", "e", "f")).satisfies(kind(ErrorKind.LIMIT));
      counted.replace("human", " e", "");
      assertThat(ofAda.block("human").orElseThrow().value()).isEqualTo("a b c d");
    }

    @Test
    void unit_isKept_andBlocksStoredBeforeThereWasOneHaveCharacters() {
      ofAda.put(MemoryBlock.of("human", "x").withLimit(7, LimitUnit.TOKENS));
      assertThat(ofAda.block("human").orElseThrow())
          .extracting(MemoryBlock::limit, MemoryBlock::unit)
          .containsExactly(7, LimitUnit.TOKENS);
      String old =
          "{\"label\":\"boat\",\"value\":\"Petrel\",\"description\":\"\",\"limit\":9,\"readOnly\":false}";
      state.commit(
          List.of(new StateChange.Put(keys.block(ada, "boat"), old, StateChange.ABSENT)),
          CallOptions.none());
      assertThat(ofAda.block("boat").orElseThrow().unit()).isEqualTo(LimitUnit.CHARACTERS);
      ofAda.append("boat", "x");
      String written = state.get(keys.block(ada, "boat"), CallOptions.none()).orElseThrow().value();
      assertThat(written).isEqualTo(old.replace("Petrel", "Petrel\\nx"));
    }
  }
}
