package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.tier.TierFixture.START;
import static dev.recollect.memory.core.tier.TierFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.core.text.SparseEncoder;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageDeletionTest {

  private static final String SECRET = "The code of the safe is 7431-QUARTZ.";

  private final TierFixture memory = new TierFixture();
  private final RecallTier ada = memory.recall("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  private void append(String... texts) {
    List<Message> messages = new ArrayList<>();
    for (String text : texts) {
      messages.add(said(messages.size(), text));
    }
    ada.append("c", messages);
  }

  /** A store that never held some messages, to compare with. */
  private static List<MemoryRecord> neverSaid(Set<Integer> left, String... texts) {
    try (TierFixture other = new TierFixture()) {
      List<RecalledMessage> messages = new ArrayList<>();
      for (int place = 1; place <= texts.length; place++) {
        if (!left.contains(place)) {
          messages.add(new RecalledMessage("c", place, said(place - 1, texts[place - 1])));
        }
      }
      other.recall("ada").project(TierFixture.owner("ada"), messages);
      return messages.stream().map(one -> other.recallRecord("ada", one.id())).toList();
    }
  }

  private List<MemoryRecord> stored(int... places) {
    return IntStream.of(places).mapToObj(p -> memory.recallRecord("ada", "c/" + p)).toList();
  }

  @Test
  void delete_leavesNoTraceInAnyTier() {
    append("Good morning.", SECRET, "I shall note it.", "Rain again.");
    assertThat(ada.delete("c", List.of(2L))).isEqualTo(1);
    assertThat(ada.count()).isEqualTo(3);
    assertThat(ada.list("c", 1, 10))
        .extracting(RecalledMessage::sequence)
        .containsExactly(1L, 3L, 4L);
    assertThat(ada.between(START, START.plusSeconds(3600), Set.of()).hits()).hasSize(3);
    SearchQuery covered = SearchQuery.builder("code safe quartz").minimumCoverage(0.01).build();
    assertThat(ada.search(covered).hits()).isEmpty();
  }

  @Test
  void delete_leavesItsNeighboursAsIfItHadNeverBeenSaid() {
    String[] said = {"Good morning.", SECRET, "I shall note it.", "Rain again.", "Still raining."};
    append(said);
    ada.delete("c", List.of(2L));
    assertThat(stored(1, 3, 4, 5)).isEqualTo(neverSaid(Set.of(2), said));
  }

  @Test
  void delete_ofSeveral_renewsWhatStandsBehindEachOfThem() {
    String[] said =
        IntStream.range(0, 30).mapToObj(n -> "Word" + n + " was said.").toArray(String[]::new);
    append(said);
    assertThat(ada.delete("c", List.of(3L, 4L, 9L, 11L, 20L, 29L))).isEqualTo(6);
    int[] left =
        IntStream.rangeClosed(1, 30)
            .filter(p -> !Set.of(3, 4, 9, 11, 20, 29).contains(p))
            .toArray();
    assertThat(stored(left)).isEqualTo(neverSaid(Set.of(3, 4, 9, 11, 20, 29), said));
  }

  @Test
  void delete_ofMoreThanOneFilterHolds_deletesAll() {
    List<Message> many = IntStream.range(0, 2_500).mapToObj(n -> said(n, "Word" + n)).toList();
    ada.append("c", many);
    assertThat(ada.delete("c", LongStream.rangeClosed(1, 2_400).boxed().toList())).isEqualTo(2_400);
    assertThat(ada.count()).isEqualTo(100);
    MemoryRecord first = stored(2_401).get(0);
    assertThat(first.dense().get("context")).isEqualTo(first.dense().get("content"));
  }

  @Test
  void delete_keepsWhenNeighboursWereWritten_andWritesNoMoreThanThese() {
    append("One.", "Two.", "Three.", "Four.", "Five.");
    memory.clock.advance(Duration.ofHours(1));
    int texts = memory.model.texts();
    ada.delete("c", List.of(1L));
    assertThat(stored(2, 3, 4)).extracting(MemoryRecord::recordedAt).containsOnly(START);
    assertThat(memory.model.texts() - texts).isLessThanOrEqualTo(4);
  }

  @Test
  void delete_ofALongMessage_deletesAllItsParts_andRenewsTheLongOneBehindIt() {
    String words =
        IntStream.range(0, 900).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
    String[] said = {words + " quartz", "Then " + words, "Rain again."};
    append(said);
    assertThat(memory.recallRecord("ada", "c/1#1").text()).contains("quartz");
    ada.delete("c", List.of(1L));
    assertThat(stored(2, 3)).isEqualTo(neverSaid(Set.of(1), said));
    int quartz = new SparseEncoder(TextAnalyzer.english()).encode("quartz").terms()[0];
    assertThat(memory.recallRecord("ada", "c/2#1").sparse().get("context").terms())
        .doesNotContain(quartz);
  }

  @Test
  void append_afterADeletion_doesNotBringItBackAsContext() {
    append("Good morning.", SECRET);
    ada.delete("c", List.of(2L));
    List<RecalledMessage> later = ada.append("c", List.of(said(9, "Thanks.")));
    assertThat(later).extracting(RecalledMessage::sequence).containsExactly(3L);
    assertThat(memory.recallRecord("ada", "c/3").dense().get("context"))
        .isEqualTo(DenseVector.of(memory.model.embed("Good morning.\nThanks.")));
  }

  @Test
  void delete_again_orOfWhatWasNeverThere_deletesNothing() {
    append("Good morning.", SECRET, "Rain again.");
    ada.delete("c", List.of(2L));
    List<MemoryRecord> before = stored(1, 3);
    assertThat(ada.delete("c", List.of(2L, 70L))).isZero();
    assertThat(ada.delete("other", List.of(1L))).isZero();
    assertThat(ada.delete("c", List.of())).isZero();
    assertThat(stored(1, 3)).isEqualTo(before);
  }

  @Test
  void delete_keepsToItsConversationAndOwner() {
    append(SECRET);
    ada.append("d", List.of(said(0, "Another one.")));
    RecallTier bob = memory.recall("bob");
    bob.append("c", List.of(said(0, "Hello.")));
    ada.delete("c", List.of(1L));
    assertThat(ada.count()).isEqualTo(1);
    assertThat(bob.count()).isEqualTo(1);
  }

  @Test
  void delete_ofWrongPlaces_isRefusedAndDeletesNothing() {
    append(SECRET);
    assertThatThrownBy(() -> ada.delete("c", List.of(1L, 0L)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessageContaining("sequence is 0");
    assertThatThrownBy(() -> ada.delete("", List.of(1L))).hasMessageContaining("conversation");
    assertThatThrownBy(() -> memory.recall("nobody").delete("c", List.of(1L)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    assertThat(ada.count()).isEqualTo(1);
  }

  @Test
  void delete_thatFailsAfterTheMessagesWent_isCompletedByRepeatingIt() {
    String[] said = {"Good morning.", SECRET, "I shall note it.", "Rain again."};
    append(said);
    memory.model.failNext(new MemoryException(ErrorKind.UNAVAILABLE, "the model is away"));
    assertThatThrownBy(() -> ada.delete("c", List.of(2L)))
        .isInstanceOfSatisfying(
            MemoryException.class,
            e -> assertThat(e.outcome()).isInstanceOf(WriteOutcome.Unknown.class));
    assertThat(ada.count()).isEqualTo(3);
    assertThat(ada.delete("c", List.of(2L))).isZero();
    assertThat(stored(1, 3, 4)).isEqualTo(neverSaid(Set.of(2), said));
  }

  @Test
  void delete_whereTheStoreHoldsNoContexts_embedsNothing() {
    try (TierFixture small = new TierFixture(1)) {
      RecallTier recall = small.recall("ada");
      recall.append("c", List.of(said(0, SECRET), said(1, "Rain again.")));
      int calls = small.model.calls();
      assertThat(recall.delete("c", List.of(1L))).isEqualTo(1);
      assertThat(small.model.calls()).isEqualTo(calls);
      SearchQuery all = SearchQuery.builder("safe").filter(Filter.exists("sequence")).build();
      assertThat(recall.search(all).hits()).hasSize(1);
    }
  }
}
