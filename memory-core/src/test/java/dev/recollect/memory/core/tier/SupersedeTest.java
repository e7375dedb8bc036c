package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupersedeTest {

  private static final Instant LATER = TierFixture.START.plus(Duration.ofDays(7));

  private final TierFixture memory = new TierFixture();
  private final ArchivalTier ada = memory.archival("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  private void insert(String id, String text) {
    ada.insert(List.of(NewPassage.of(text).withId(id)));
  }

  private Passage find(String id) {
    return ada.find(id).orElseThrow();
  }

  private List<String> ids(String query) {
    return ada.search(query, 10).hits().stream().map(hit -> hit.item().id()).toList();
  }

  @Test
  void supersede_linksBoth_andEndsTheOlder() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    assertThat(find("old").validTo()).contains(LATER);
    assertThat(find("old").supersededBy()).containsExactly("new");
    assertThat(find("new").supersedes()).containsExactly("old");
    assertThat(find("new").validTo()).isEmpty();
    assertThat(find("old").metadata().values()).isEmpty();
  }

  @Test
  void search_findsBoth_theNewerFirst_withTheEvidenceOfBeingLifted() {
    insert("old", "Sam lives in Berlin with a cat.");
    insert("new", "Sam moved to Lisbon.");
    assertThat(ids("where lives Sam with a cat")).containsExactly("old", "new");
    ada.supersede("old", "new", LATER);
    List<SearchHit<Passage>> hits = ada.search("where lives Sam with a cat", 10).hits();
    assertThat(hits).extracting(hit -> hit.item().id()).containsExactly("new", "old");
    assertThat(hits.get(0).evidence().lifted()).isPositive();
    assertThat(hits.get(0).score()).isEqualTo(hits.get(1).score());
    assertThat(hits.get(0).evidence().near()).isEqualTo(hits.get(1).evidence().near());
    assertThat(ada.search("where lives Sam with a cat", 1).hits())
        .extracting(hit -> hit.item().id())
        .containsExactly("new");
  }

  @Test
  void search_canLeaveOutWhatIsSuperseded() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    SearchQuery current =
        SearchQuery.builder("Sam").filter(Filter.not(Filter.exists("validTo"))).build();
    assertThat(ada.search(current).hits())
        .extracting(hit -> hit.item().id())
        .containsExactly("new");
  }

  @Test
  void supersede_twice_changesNothing() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    Passage older = find("old");
    Passage newer = find("new");
    ada.supersede("old", "new", LATER.plusSeconds(60));
    assertThat(find("old")).isEqualTo(older);
    assertThat(find("new")).isEqualTo(newer);
  }

  @Test
  void supersede_bySeveral_keepsAllLinks_andTheEarliestEnd() {
    insert("old", "Sam lives in Berlin.");
    insert("one", "Sam moved to Lisbon.");
    insert("two", "Sam moved to Porto.");
    ada.supersede("old", "one", LATER);
    ada.supersede("old", "two", LATER.minusSeconds(60));
    assertThat(find("old").supersededBy()).containsExactlyInAnyOrder("one", "two");
    assertThat(find("old").validTo()).contains(LATER.minusSeconds(60));
  }

  @Test
  void supersede_ofALongPassage_endsAllItsParts() {
    String text =
        IntStream.range(0, 2_000).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
    insert("old", text);
    insert("new", "Words are over.");
    ada.supersede("old", "new", LATER);
    SearchQuery ended = SearchQuery.builder("word1999").filter(Filter.exists("validTo")).build();
    assertThat(ada.search(ended).hits()).extracting(hit -> hit.item().id()).containsExactly("old");
    assertThat(ada.search(ended).hits().get(0).evidence().coverage()).isEqualTo(1);
  }

  @Test
  void supersede_ofWhatDoesNotExist_isNotFound() {
    insert("old", "Sam lives in Berlin.");
    assertThatThrownBy(() -> ada.supersede("old", "new", LATER))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
        .hasMessageContaining("'new'");
    assertThat(find("old").validTo()).isEmpty();
    assertThatThrownBy(() -> ada.supersede("gone", "old", LATER)).hasMessageContaining("'gone'");
  }

  @Test
  void supersede_ofItself_isInvalid() {
    insert("old", "Sam lives in Berlin.");
    assertThatThrownBy(() -> ada.supersede("old", "old", LATER))
        .hasMessageContaining("cannot supersede itself");
  }

  @Test
  void supersede_theOtherWayRound_isAConflict() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    assertThatThrownBy(() -> ada.supersede("new", "old", LATER))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
  }

  @Test
  void supersede_thatFailsAfterAnyWrite_isCompletedByTheNext() {
    for (int allowed = 0; allowed < 2; allowed++) {
      insert("old" + allowed, "Sam lives in Berlin.");
      insert("new" + allowed, "Sam moved to Lisbon.");
      String older = "old" + allowed;
      String newer = "new" + allowed;
      Namespace namespace = Namespace.of("default", NamespaceKind.ARCHIVE, "id-of-ada");
      RecordCollection failing = new FailingPatches(memory.archivalRecords, allowed);
      assertThatThrownBy(() -> new SupersessionLinks(failing, namespace).link(older, newer, LATER))
          .hasMessageContaining("the power is gone");
      ada.supersede(older, newer, LATER);
      assertThat(find(older).supersededBy()).containsExactly(newer);
      assertThat(find(older).validTo()).contains(LATER);
      assertThat(find(newer).supersedes()).containsExactly(older);
    }
  }

  /** A store that loses power after some patches. */
  private static final class FailingPatches extends ForwardingCollection {

    private int allowed;

    FailingPatches(RecordCollection collection, int allowed) {
      super(collection);
      this.allowed = allowed;
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      if (allowed-- == 0) {
        throw new IllegalStateException("the power is gone");
      }
      super.patch(namespace, id, patch, options);
    }
  }

  @Test
  void supersede_byManyAtOnce_keepsAllLinks_andTheEarliestEnd() throws Exception {
    int writers = 8;
    for (int round = 0; round < 20; round++) {
      String older = "old" + round;
      insert(older, "Sam lives in Berlin.");
      List<Callable<Void>> calls = new ArrayList<>();
      List<String> newer = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String id = "new" + round + "-" + writer;
        Instant at = LATER.plusSeconds((writer * 5L) % writers);
        newer.add(id);
        insert(id, "Sam moved to Lisbon.");
        calls.add(() -> {
          ada.supersede(older, id, at);
          return null;
        });
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
        for (var done : threads.invokeAll(calls)) {
          done.get();
        }
      }
      assertThat(find(older).supersededBy()).containsExactlyInAnyOrderElementsOf(newer);
      assertThat(find(older).validTo()).contains(LATER);
    }
  }

  @Test
  void validity_thatIsGiven_isKept() {
    ada.insert(
        List.of(
            NewPassage.of("Sam works nights.")
                .withId("p")
                .withValidFrom(TierFixture.START)
                .withValidTo(LATER)));
    assertThat(find("p").validFrom()).contains(TierFixture.START);
    assertThat(find("p").validTo()).contains(LATER);
    insert("new", "Sam works by day.");
    ada.supersede("p", "new", LATER.plusSeconds(5));
    assertThat(find("p").validTo()).contains(LATER);
  }

  @Test
  void writingAnew_underItsId_removesTheLinks() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    insert("old", "Sam lives in Berlin again.");
    assertThat(find("old").supersededBy()).isEmpty();
    assertThat(find("old").validTo()).isEmpty();
  }

  @Test
  void delete_takesThePassageOutOfAllLinks() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    ada.delete(List.of("new", "never"));
    assertThat(ada.find("new")).isEmpty();
    assertThat(find("old").supersededBy()).isEmpty();
    assertThat(find("old").validTo()).contains(LATER);
  }

  @Test
  void delete_ofOneInTheMiddle_leavesTheOthersLinked() {
    for (String id : List.of("1", "2", "3", "4")) {
      insert(id, "Sam lives in town " + id);
    }
    ada.supersede("1", "2", LATER);
    ada.supersede("2", "3", LATER.plusSeconds(1));
    ada.supersede("3", "4", LATER.plusSeconds(2));
    ada.delete(List.of("2", "3"));
    assertThat(find("1").supersededBy()).containsExactly("4");
    assertThat(find("1").supersedes()).isEmpty();
    assertThat(find("1").validTo()).contains(LATER);
    assertThat(find("4").supersedes()).containsExactly("1");
    assertThat(ids("where lives Sam town 1")).containsExactly("4", "1");
  }

  @Test
  void delete_ofTheOldest_leavesNoLinkBack() {
    insert("old", "Sam lives in Berlin.");
    insert("new", "Sam moved to Lisbon.");
    ada.supersede("old", "new", LATER);
    ada.delete(List.of("old"));
    assertThat(find("new").supersedes()).isEmpty();
  }

  @Test
  void unlink_thatFailsAfterAnyWrite_isCompletedByTheNext() {
    Namespace namespace = Namespace.of("default", NamespaceKind.ARCHIVE, "id-of-ada");
    for (int allowed = 0; allowed < 4; allowed++) {
      for (String id : List.of("a", "b", "c")) {
        insert(id + allowed, "Sam lives in town " + id);
      }
      ada.supersede("a" + allowed, "b" + allowed, LATER);
      ada.supersede("b" + allowed, "c" + allowed, LATER);
      RecordCollection failing = new FailingPatches(memory.archivalRecords, allowed);
      List<String> middle = List.of("b" + allowed);
      assertThatThrownBy(() -> new SupersessionLinks(failing, namespace).unlink(middle))
          .hasMessageContaining("the power is gone");
      ada.delete(middle);
      assertThat(find("a" + allowed).supersededBy()).containsExactly("c" + allowed);
      assertThat(find("c" + allowed).supersedes()).containsExactly("a" + allowed);
    }
  }

  @Test
  void delete_ofMoreThanOneFilterHolds_deletesAll() {
    List<String> ids = IntStream.range(0, 2_100).mapToObj(n -> "p" + n).toList();
    ada.insert(ids.stream().map(id -> NewPassage.of("Text " + id).withId(id)).toList());
    ada.delete(ids.subList(0, 2_000));
    assertThat(ada.count()).isEqualTo(100);
  }
}
