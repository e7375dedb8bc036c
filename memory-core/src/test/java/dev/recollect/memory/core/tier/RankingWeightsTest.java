package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankingWeightsTest {

  private static final RankingWeights BY_AGE =
      RankingWeights.relevanceOnly().withRecency(5).withHalfLife(Duration.ofDays(10));
  private static final RankingWeights BY_IMPORTANCE =
      RankingWeights.relevanceOnly().withImportance(5);

  private final TierFixture memory = new TierFixture();
  private final ArchivalTier ada = memory.archival("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  private static NewPassage daysAgo(long days, String text) {
    return NewPassage.of(text).withId(text).withOccurredAt(TierFixture.START.minus(days(days)));
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  private static SearchQuery query(String text, RankingWeights weights) {
    return SearchQuery.builder(text).ranking(weights).build();
  }

  private static List<String> texts(SearchResult<? extends MemoryItem> found) {
    return found.hits().stream().map(SearchHit::text).toList();
  }

  @Test
  void search_byDefault_isByRelevanceAlone_andShowsNoParts() {
    ada.insert(
        List.of(daysAgo(900, "the boat is green"), daysAgo(0, "the boat was in the harbour")));
    SearchResult<Passage> found = ada.search("is the boat green", 5);
    assertThat(found.hits())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(ada.search(query("is the boat green", RankingWeights.relevanceOnly())).hits());
    assertThat(texts(found)).first().isEqualTo("the boat is green");
    assertThat(found)
        .allSatisfy(hit -> {
          assertThat(hit.evidence().fromRelevance()).isEmpty();
          assertThat(hit.evidence().fromRecency()).isEmpty();
          assertThat(hit.evidence().fromImportance()).isEmpty();
        });
  }

  @Test
  void search_byAge_putsTheRecentFirst_halfOfItAfterAHalfLife() {
    ada.insert(
        List.of(daysAgo(20, "the boat is green"), daysAgo(0, "the boat was in the harbour")));
    SearchResult<Passage> found = ada.search(query("is the boat green", BY_AGE));
    assertThat(texts(found)).containsExactly("the boat was in the harbour", "the boat is green");
    assertThat(found.hits())
        .extracting(hit -> hit.evidence().fromRecency().orElseThrow())
        .containsExactly(5.0, 1.25);
    assertThat(found.hits()).allSatisfy(RankingWeightsTest::requireSum);
  }

  private static void requireSum(SearchHit<Passage> hit) {
    Evidence evidence = hit.evidence();
    double sum =
        evidence.fromRelevance().orElseThrow()
            + evidence.fromRecency().orElseThrow()
            + evidence.fromImportance().orElseThrow();
    assertThat(hit.score()).isCloseTo(sum, within(1e-12));
  }

  @Test
  void search_byAge_takesTheFutureAsNow() {
    ada.insert(List.of(daysAgo(-500, "the boat sails"), daysAgo(0, "the boat sails again")));
    assertThat(ada.search(query("boat", BY_AGE)).hits())
        .extracting(hit -> hit.evidence().fromRecency().orElseThrow())
        .containsExactly(5.0, 5.0);
  }

  @Test
  void search_byImportance_countsWhatWasGiven_andHalfWhereNothingWas() {
    ada.insert(
        List.of(
            daysAgo(0, "the boat is green"),
            daysAgo(0, "the boat leaks badly").withImportance(1),
            daysAgo(0, "the boat has a cup").withImportance(0)));
    SearchResult<Passage> found = ada.search(query("boat", BY_IMPORTANCE));
    assertThat(texts(found))
        .containsExactly("the boat leaks badly", "the boat is green", "the boat has a cup");
    assertThat(found.hits())
        .extracting(hit -> hit.item().importance())
        .containsExactly(1.0, 0.5, 0.0);
    assertThat(found.hits())
        .extracting(hit -> hit.evidence().fromImportance().orElseThrow())
        .containsExactly(5.0, 2.5, 0.0);
  }

  @Test
  void search_ofMessages_byAge_putsTheRecentFirst() {
    RecallTier recall = memory.recall("ada");
    recall.append("c", List.of(TierFixture.said(0, "the boat is green")));
    recall.append("c", List.of(TierFixture.said(60 * 24 * 30, "the boat was in the harbour")));
    memory.clock.advance(days(30));
    SearchResult<RecalledMessage> found = recall.search(query("is the boat green", BY_AGE));
    assertThat(texts(found)).first().isEqualTo("the boat was in the harbour");
  }

  @Test
  void pages_byAge_areTheWholeOrder() {
    ada.insert(
        IntStream.range(0, 40).mapToObj(n -> daysAgo((n * 7) % 40, "boat number " + n)).toList());
    SearchResult<Passage> found = ada.search(query("boat", BY_AGE));
    List<String> paged = new ArrayList<>();
    for (int page = 0; page < 8; page++) {
      found.page(page, 5).forEach(hit -> paged.add(hit.text()));
    }
    assertThat(paged).hasSize(40).doesNotHaveDuplicates();
    assertThat(paged.subList(0, 10)).isEqualTo(texts(found));
  }

  @Test
  void thresholds_holdWhateverTheWeights() {
    ada.insert(List.of(daysAgo(90, "the boat is green"), daysAgo(0, "tea with milk")));
    SearchQuery query =
        SearchQuery.builder("boat green").minimumCoverage(0.5).ranking(BY_AGE).build();
    assertThat(texts(ada.search(query))).containsExactly("the boat is green");
  }

  @Test
  void importance_outsideOfZeroToOne_isRefused() {
    assertThatThrownBy(() -> NewPassage.of("x").withImportance(1.5))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> NewPassage.of("x").withImportance(Double.NaN))
        .isInstanceOf(MemoryException.class);
  }

  @Test
  void weights_outsideOfTheirRange_areRefused() {
    RankingWeights weights = RankingWeights.relevanceOnly();
    assertThatThrownBy(() -> weights.withRecency(-0.1)).hasMessageContaining("recency is -0.1");
    assertThatThrownBy(() -> weights.withImportance(Double.NaN)).hasMessageContaining("0 to 10");
    assertThatThrownBy(() -> weights.withRelevance(11)).hasMessageContaining("0 to 10");
    assertThatThrownBy(() -> weights.withHalfLife(Duration.ZERO))
        .hasMessageContaining("above zero");
  }
}
