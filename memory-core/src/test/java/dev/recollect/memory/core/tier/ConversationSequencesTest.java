package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.fake.Race;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConversationSequencesTest {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final Owner ada = new Owner("ada", "id-1", Instant.EPOCH);
  private final HookedState state = new HookedState();
  private final ConversationSequences sequences =
      new ConversationSequences(state, new StateKeys("default"));

  @Test
  void reserve_startsAtOneAndGoesOn() {
    assertThat(sequences.reserve(ada, "c", 3, OPTIONS)).isEqualTo(1);
    assertThat(sequences.reserve(ada, "c", 1, OPTIONS)).isEqualTo(4);
    assertThat(sequences.reserve(ada, "d", 1, OPTIONS)).isEqualTo(1);
    assertThat(sequences.reserve(new Owner("bob", "id-2", Instant.EPOCH), "c", 1, OPTIONS))
        .isEqualTo(1);
    assertThat(state.get(sequences.nextKey(ada, "c"), OPTIONS).orElseThrow().value())
        .isEqualTo("5");
  }

  @Test
  void reserve_eightThreads_givesNoPlaceTwice() throws Exception {
    List<List<Long>> reserved =
        Race.of(
            8,
            thread ->
                LongStream.range(0, 25)
                    .mapToObj(i -> sequences.reserve(ada, "c", 2, OPTIONS))
                    .toList());

    assertThat(reserved.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 200).mapToObj(i -> 2 * i + 1).toList());
  }

  @Test
  void reserve_badArguments_areRefused() {
    assertThatThrownBy(() -> sequences.reserve(ada, "c", 0, OPTIONS))
        .satisfies(kind(ErrorKind.INVALID));
    assertThatThrownBy(() -> sequences.reserve(ada, "", 1, OPTIONS))
        .satisfies(kind(ErrorKind.INVALID));
    assertThatThrownBy(() -> sequences.reserve(ada, "ä".repeat(65), 1, OPTIONS))
        .satisfies(kind(ErrorKind.LIMIT));
  }

  @Test
  void reserve_cancelledWhileOthersKeepWinning_ends() {
    CancellationToken token = new CancellationToken();
    state.beforeCommit(() -> {
      sequences.reserve(ada, "c", 1, OPTIONS);
      token.cancel();
    });

    assertThatThrownBy(() -> sequences.reserve(ada, "c", 1, OPTIONS.withCancellation(token)))
        .satisfies(kind(ErrorKind.CANCELLED));
    assertThat(sequences.reserve(ada, "c", 1, OPTIONS)).isEqualTo(2);
  }

  @Test
  void reserve_damagedNumber_isCorruptAndStays() {
    String key = sequences.nextKey(ada, "c");
    state.commit(List.of(new StateChange.Put(key, "seven", 0)), OPTIONS);

    assertThatThrownBy(() -> sequences.reserve(ada, "c", 1, OPTIONS))
        .satisfies(kind(ErrorKind.CORRUPT))
        .hasMessageContaining(key);
  }

  @Test
  void nextKey_namesThatNeedEscapes_stayApart() {
    assertThat(sequences.nextKey(ada, "a/next"))
        .isEqualTo("tenant/default/owner/id-1/conversation/a%2Fnext/next")
        .isNotEqualTo(sequences.nextKey(ada, "a%2Fnext"));
  }
}
