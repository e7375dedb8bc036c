package dev.recollect.memory.api.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.value.Evidence;
import dev.recollect.memory.api.value.Payload;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchResultTest {

  private static List<SearchHit<Passage>> hits(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(place ->
            new SearchHit<>(
                place + 1,
                1.0 / (place + 1),
                new Passage("p" + place, "t", Payload.empty(), Instant.EPOCH, Instant.EPOCH),
                Evidence.builder().build()))
        .toList();
  }

  private final SearchResult<Passage> result =
      new SearchResult<>(hits(0, 10), new Total(23, true), SearchResultTest::hits);

  @Test
  void page_withinAndBeyondTheFirstHits_isASliceOfOneRanking() {
    assertThat(result.page(1, 5)).extracting(hit -> hit.item().id()).startsWith("p5").hasSize(5);
    assertThat(result.page(2, 5)).extracting(SearchHit::rank).containsExactly(11, 12, 13, 14, 15);
    assertThat(result.page(4, 5)).hasSize(3);
  }

  @Test
  void page_behindTheEnd_orNegative_isEmpty() {
    assertThat(result.page(5, 5)).isEmpty();
    assertThat(result.page(Integer.MAX_VALUE, 5)).isEmpty();
    assertThat(result.page(-1, 5)).isEmpty();
  }

  @Test
  void query_blankOrOutOfRange_isRefused() {
    assertThatThrownBy(() -> SearchQuery.of("  ")).hasMessageContaining("empty");
    assertThatThrownBy(() -> SearchQuery.builder("a").topK(0)).hasMessageContaining("1 to 100");
    assertThatThrownBy(() -> SearchQuery.builder("a").minimumCosine(Double.NaN))
        .hasMessageContaining("minimumCosine");
  }
}
