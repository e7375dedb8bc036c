package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Total;
import dev.recollect.memory.api.value.Evidence;
import dev.recollect.memory.api.value.Payload;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HitsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Hits hits = new Hits(ZoneId.of("UTC"));

  private static SearchResult<RecalledMessage> found(int count, Total total) {
    List<SearchHit<RecalledMessage>> all =
        IntStream.range(0, count).mapToObj(HitsTest::hit).toList();
    return new SearchResult<>(
        all.subList(0, Math.min(5, count)), total, (from, to) -> all.subList(from, to));
  }

  private static SearchHit<RecalledMessage> hit(int index) {
    Message message = Message.builder(Role.USER, "boat " + index, NOON).name("Sam").build();
    return new SearchHit<>(
        index + 1, 1, new RecalledMessage("c", index + 1, message), Evidence.builder().build());
  }

  @Test
  void totalThatIsALowerBound_isShownAsSuch() {
    assertThat(hits.page(found(100, new Total(100, false)), 1).text())
        .startsWith("Showing 5 of at least 100 results (page 1/at least 19): [");
  }

  @Test
  void speakerWithAName_isShownWithRoleAndName() {
    SearchResult<? extends MemoryItem> result = found(1, new Total(1, true));
    assertThat(hits.page(result, 0).text())
        .isEqualTo(
            "Showing 1 of 1 results (page 0/0): "
                + "[\"timestamp: 2026-01-01 12:00:00 PM UTC+0000, user (Sam) - boat 0\"]");
    assertThat(hits.page(result, 0).references().getFirst().speaker()).isEqualTo("Sam");
  }

  @Test
  void passageOfADocument_isShownWithFileAndPage() {
    Payload where = Payload.builder().put("file", "paper.pdf").put("page", 3).build();
    Passage passage = new Passage("p", "It flashes once.", where, NOON, NOON);
    SearchHit<Passage> hit = new SearchHit<>(1, 1, passage, Evidence.builder().build());
    SearchResult<Passage> result =
        new SearchResult<>(List.of(hit), new Total(1, true), (from, to) -> List.of());
    assertThat(hits.page(result, 0).text())
        .endsWith(
            "[\"timestamp: 2026-01-01 12:00:00 PM UTC+0000, document: paper.pdf, page 3,"
                + " memory: It flashes once.\"]");
    assertThat(hits.page(result, 0).references().getFirst().origin())
        .isEqualTo("paper.pdf, page 3");
  }

  @Test
  void passageThatIsNoLongerTrue_isShownWithItsEnd() {
    Passage passage =
        Passage.builder("p", "Sam lives in Oslo.", Payload.empty(), NOON, NOON)
            .validTo(NOON.plusSeconds(3600))
            .build();
    SearchHit<Passage> hit = new SearchHit<>(1, 1, passage, Evidence.builder().build());
    SearchResult<Passage> result =
        new SearchResult<>(List.of(hit), new Total(1, true), (from, to) -> List.of());
    assertThat(hits.page(result, 0).text())
        .endsWith(
            "[\"timestamp: 2026-01-01 12:00:00 PM UTC+0000, valid until: 2026-01-01 01:00:00 PM"
                + " UTC+0000, memory: Sam lives in Oslo.\"]");
  }

  @Test
  void lastPage_mayHoldFewer() {
    assertThat(hits.page(found(7, new Total(7, true)), 1).references()).hasSize(2);
  }

  @Test
  void page_behindTheEnd_saysWhichIsTheLast() {
    assertThat(hits.page(found(7, new Total(7, true)), 2).text())
        .isEqualTo("No results on page 2: there are 7, the last page is 1.");
  }
}
