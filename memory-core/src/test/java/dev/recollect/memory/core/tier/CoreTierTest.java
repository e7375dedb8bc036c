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
import dev.recollect.memory.core.fake.Race;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.tck.fake.ManualClock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CoreTierTest {

  private final HookedState state = new HookedState();
  private final StateKeys keys = new StateKeys("default");
  private final Owners owners =
      new Owners(state, keys, new ManualClock(), new TimeOrderedIds(new ManualClock()));
  private final CoreMemory core = new CoreTier(owners.handle("ada"), state, keys);

  private void human(String value) {
    core.put(MemoryBlock.of("human", value));
  }

  private String human() {
    return core.block("human").orElseThrow().value();
  }

  @Test
  void put_newBlock_createsOwnerAndVersion() {
    MemoryBlock written =
        core.put(
            MemoryBlock.of("human", "Name: Sam\n\"quoted\" ä 🐬")
                .withDescription("The user")
                .withLimit(77)
                .withReadOnly(true));

    assertThat(written.version()).isPositive();
    assertThat(core.block("human")).contains(written);
    assertThat(owners.find("ada")).isPresent();
  }

  @Test
  void put_blockThatExists_needsItsVersion() {
    human("one");
    MemoryBlock present = core.block("human").orElseThrow();

    assertThatThrownBy(() -> human("two"))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("block 'human' exists already");
    MemoryBlock next = core.put(present.withValue("two"));
    assertThatThrownBy(() -> core.put(present.withValue("three")))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("no longer at version " + present.version());
    assertThat(next.version()).isGreaterThan(present.version());
    assertThat(human()).isEqualTo("two");
  }

  @Test
  void put_versionOfAnotherTimeForUnknownOwner_createsNobody() {
    assertThatThrownBy(() -> core.put(MemoryBlock.of("human", "").withVersion(7)))
        .satisfies(kind(ErrorKind.NOT_FOUND));
    assertThat(owners.find("ada")).isEmpty();
  }

  @Test
  void blocks_personaAndHumanFirst_thenByLabel() {
    for (String label : List.of("zoo", "human", "alpha", "persona")) {
      core.put(MemoryBlock.of(label, label));
    }

    assertThat(core.blocks())
        .extracting(MemoryBlock::label)
        .containsExactly("persona", "human", "alpha", "zoo");
  }

  @Test
  void block_absent_isEmpty() {
    human("");

    assertThat(core.block("persona")).isEmpty();
  }

  @Test
  void delete_blockAndThenNothing_isQuiet() {
    human("x");

    core.delete("human");
    core.delete("human");

    assertThat(core.blocks()).isEmpty();
  }

  @Test
  void storedBlockThatIsDamaged_isCorrupt() {
    human("x");
    Owner ada = owners.existing("ada");
    state.commit(
        List.of(new StateChange.Put(keys.block(ada, "broken"), "{\"label\":", 0)),
        CallOptions.none());

    assertThatThrownBy(core::blocks)
        .satisfies(kind(ErrorKind.CORRUPT))
        .hasMessageContaining("block/broken");
  }

  @Test
  void storedBlockOfALaterVersion_isReadWithoutWhatItAdds() {
    human("x");
    Owner ada = owners.existing("ada");
    String later =
        "{\"label\":\"later\",\"value\":\"v\",\"description\":\"\",\"limit\":10,"
            + "\"readOnly\":false,\"tags\":[{\"a\":1}],\"more\":2}";
    state.commit(
        List.of(new StateChange.Put(keys.block(ada, "later"), later, 0)), CallOptions.none());

    assertThat(core.block("later").orElseThrow().value()).isEqualTo("v");
  }

  @Nested
  class Append {

    @Test
    void emptyBlock_getsNoLeadingNewline() {
      human("");

      core.append("human", "Name: Sam");
      MemoryBlock written = core.append("human", "Allergic to walnuts");

      assertThat(written.value()).isEqualTo("Name: Sam\nAllergic to walnuts");
      assertThat(core.block("human")).contains(written);
    }

    @Test
    void unknownLabel_namesTheLabels() {
      human("");
      core.put(MemoryBlock.of("persona", ""));

      assertThatThrownBy(() -> core.append("humn", "x"))
          .satisfies(kind(ErrorKind.NOT_FOUND))
          .hasMessageContaining("no block 'humn'; the blocks are persona, human");
    }

    @Test
    void overTheLimit_saysHowLongItWouldBe() {
      core.put(MemoryBlock.of("human", "12345").withLimit(10));

      assertThatThrownBy(() -> core.append("human", "67890"))
          .satisfies(kind(ErrorKind.LIMIT))
          .hasMessageContaining("would have 11 characters and may have 10");
      assertThat(human()).isEqualTo("12345");
    }

    @Test
    void readOnlyBlock_isRefused() {
      core.put(MemoryBlock.of("rules", "Be kind").withReadOnly(true));

      assertThatThrownBy(() -> core.append("rules", "or not"))
          .satisfies(kind(ErrorKind.UNSUPPORTED))
          .hasMessageContaining("read-only");
    }

    @Test
    void nothing_isRefused() {
      human("x");

      assertThatThrownBy(() -> core.append("human", "")).satisfies(kind(ErrorKind.INVALID));
    }

    @Test
    void somebodyElsesCommitInBetween_bothTakeEffect() {
      human("a");
      CoreMemory other = new CoreTier(owners.handle("ada"), state, keys);
      state.beforeCommit(() -> other.append("human", "theirs"));

      core.append("human", "mine");

      assertThat(human()).isEqualTo("a\ntheirs\nmine");
    }

    @Test
    void eightThreads_loseNothing() throws Exception {
      human("");

      Race.of(
          8,
          thread -> {
            for (int line = 0; line < 25; line++) {
              core.append("human", thread + "." + line);
            }
            return thread;
          });

      assertThat(human().lines())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 200).mapToObj(i -> i / 25 + "." + i % 25).toList());
    }
  }

  @Nested
  class Replace {

    @Test
    void textThatOccursOnce_isReplaced() {
      human("Name: Sam\nDog: Biscuit");

      core.replace("human", "Biscuit", "Toffee");
      assertThat(human()).isEqualTo("Name: Sam\nDog: Toffee");
      core.replace("human", "\nDog: Toffee", "");
      assertThat(human()).isEqualTo("Name: Sam");
    }

    @Test
    void textWithDollarAndBackslash_isTakenLiterally() {
      human("costs 5");

      core.replace("human", "5", "$1\\2");

      assertThat(human()).isEqualTo("costs $1\\2");
    }

    @Test
    void absentText_asksForTheExactTextAndShowsTheNearest() {
      human("Name: Sam\nDog: Biscuit, a beagle");

      assertThatThrownBy(() -> core.replace("human", "dog: biscuit", "Dog: Toffee"))
          .satisfies(kind(ErrorKind.INVALID))
          .hasMessageContaining("use the exact text")
          .hasMessageContaining("Nearest: \"Dog: Biscuit, a beagle\"");
    }

    @Test
    void absentTextOfAnotherBlock_saysWhichBlock() {
      human("Name: Sam");
      core.put(MemoryBlock.of("persona", "I am Ada"));

      assertThatThrownBy(() -> core.replace("human", "I am Ada", "I am Eve"))
          .hasMessageContaining("It stands in block persona");
    }

    @Test
    void absentTextUnlikeAnything_showsTheBlockCut() {
      human("word ".repeat(500));

      assertThatThrownBy(() -> core.replace("human", "unrelated sentence", ""))
          .hasMessageContaining("The block reads: \"word word")
          .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void textThatOccursTwice_saysHowOften() {
      human("aaa");

      assertThatThrownBy(() -> core.replace("human", "aa", "b"))
          .satisfies(kind(ErrorKind.INVALID))
          .hasMessageContaining("occurs 2 times");
      assertThat(human()).isEqualTo("aaa");
    }

    @Test
    void emptyText_isRefused() {
      human("x");

      assertThatThrownBy(() -> core.replace("human", "", "b"))
          .satisfies(kind(ErrorKind.INVALID))
          .hasMessageContaining("empty");
    }

    @Test
    void readOnlyBlock_isRefused() {
      core.put(MemoryBlock.of("rules", "Be kind").withReadOnly(true));

      assertThatThrownBy(() -> core.replace("rules", "kind", "rude"))
          .satisfies(kind(ErrorKind.UNSUPPORTED));
    }
  }
}
