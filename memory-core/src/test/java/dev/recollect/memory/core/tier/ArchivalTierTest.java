package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchivalTierTest {

  private final TierFixture memory = new TierFixture();
  private final ArchivalTier ada = memory.archival("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
  }

  private int records() {
    Namespace namespace = Namespace.of("default", NamespaceKind.ARCHIVE, "id-of-ada");
    return memory
        .archivalRecords
        .scan(
            new ScanRequest(Set.of(namespace), Filter.all(), Projection.KEYS, Cursor.START, 1_000),
            CallOptions.none())
        .items()
        .size();
  }

  @Test
  void insert_returnsPassagesWithNewIds() {
    Passage passage = ada.insert("Sam's boat is called Petrel");
    assertThat(ada.find(passage.id())).contains(passage);
    assertThat(passage.occurredAt()).isEqualTo(TierFixture.START);
    assertThat(ada.insert("Sam's boat is called Petrel").id()).isNotEqualTo(passage.id());
    assertThat(ada.count()).isEqualTo(2);
  }

  @Test
  void insert_keepsMetadataAndTime() {
    Instant then = Instant.parse("1999-12-31T23:59:59Z");
    Payload metadata = Payload.builder().put("page", 7).put("tags", List.of("sea")).build();
    Passage passage =
        ada.insert(List.of(NewPassage.of("Storm.").withMetadata(metadata).withOccurredAt(then)))
            .get(0);
    assertThat(ada.find(passage.id()).orElseThrow().metadata()).isEqualTo(metadata);
    assertThat(ada.find(passage.id()).orElseThrow().occurredAt()).isEqualTo(then);
  }

  @Test
  void insert_underAKnownId_replaces() {
    ada.insert(List.of(NewPassage.of("The boat is green.").withId("boat")));
    memory.clock.advance(Duration.ofMinutes(1));
    ada.insert(List.of(NewPassage.of("The boat is blue.").withId("boat")));
    assertThat(ada.count()).isEqualTo(1);
    assertThat(ada.find("boat").map(Passage::text)).contains("The boat is blue.");
  }

  @Test
  void insert_ofAShorterTextUnderAKnownId_leavesNoOldParts() {
    ada.insert(List.of(NewPassage.of(words(2_000)).withId("long")));
    assertThat(records()).isGreaterThan(2);
    memory.clock.advance(Duration.ofMinutes(1));
    ada.insert(List.of(NewPassage.of(words(600)).withId("long")));
    assertThat(records()).isEqualTo(2);
    assertThat(ada.find("long").map(Passage::text)).contains(words(600));
  }

  @Test
  void insert_ofLongText_isOnePassage() {
    String text = words(3_000) + " petrel";
    Passage passage = ada.insert(text);
    ada.insert("Something else.");
    assertThat(ada.count()).isEqualTo(2);
    assertThat(ada.find(passage.id()).map(Passage::text)).contains(text);
    List<SearchHit<Passage>> hits = ada.search("petrel", 10).hits();
    assertThat(hits).hasSize(2);
    assertThat(hits.get(0).text()).isEqualTo(text);
    assertThat(hits.get(0).evidence().coverage()).isEqualTo(1);
    ada.delete(List.of(passage.id()));
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void insert_ofIdThatNamesAPart_isRefused() {
    assertThatThrownBy(() -> ada.insert(List.of(NewPassage.of("x y").withId("long#1"))))
        .hasMessageContaining("names a part");
  }

  @Test
  void insert_ofReservedMetadata_isRefused() {
    Payload metadata = Payload.builder().put("recollect_parts", 3).build();
    assertThatThrownBy(() -> ada.insert(List.of(NewPassage.of("x").withMetadata(metadata))))
        .hasMessageContaining("recollect_");
  }

  @Test
  void insert_ofBlankText_isRefused() {
    assertThatThrownBy(() -> ada.insert(" \n")).hasMessageContaining("blank");
  }

  @Test
  void find_ofUnknownIdOrPart_isEmpty() {
    Passage passage = ada.insert(words(2_000));
    assertThat(ada.find("unknown")).isEmpty();
    assertThat(ada.find(passage.id() + "#1")).isEmpty();
  }

  @Test
  void search_filtersByMetadata() {
    ada.insert(List.of(tagged("boats in spring", "sea"), tagged("boats in autumn", "land")));
    SearchQuery query = SearchQuery.builder("boats").filter(Filter.contains("tags", "sea")).build();
    assertThat(ada.search(query).hits())
        .extracting(SearchHit::text)
        .containsExactly("boats in spring");
  }

  private static NewPassage tagged(String text, String tag) {
    return NewPassage.of(text).withMetadata(Payload.builder().put("tags", List.of(tag)).build());
  }

  @Test
  void search_seesWhatWasWrittenAfterTheStatisticsWereDrawn() {
    ada.insert("A first passage.");
    assertThat(ada.search("petrel", 5).hits()).hasSize(1);
    ada.insert("Sam's boat is called Petrel");
    assertThat(ada.search("petrel", 5).hits().get(0).text()).contains("Petrel");
  }

  @Test
  void list_returnsEveryPassageOnce() {
    List<NewPassage> passages = new ArrayList<>();
    for (int number = 0; number < 250; number++) {
      passages.add(NewPassage.of("passage " + number).withId("p" + number));
    }
    passages.add(NewPassage.of(words(1_500)).withId("long"));
    ada.insert(passages);
    List<String> ids = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      var page = ada.list(next.get());
      page.items().forEach(passage -> ids.add(passage.id()));
      next = page.next();
    }
    assertThat(ids).hasSize(251).doesNotHaveDuplicates().contains("long", "p249");
  }

  @Test
  void delete_ofUnknownIds_isIgnored() {
    Passage kept = ada.insert("Kept.");
    ada.delete(List.of("unknown"));
    ada.delete(List.of());
    assertThat(ada.find(kept.id())).isPresent();
  }
}
