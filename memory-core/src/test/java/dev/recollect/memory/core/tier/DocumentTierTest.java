package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.fake.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentTierTest {

  private final TierFixture fixture = new TierFixture();
  private final HookedState state = new HookedState();
  private final SourceTier sources = fixture.sources("acme", state, false);
  private final DocumentTier notes = sources.documents("notes");

  @AfterEach
  void close() {
    fixture.close();
  }

  private static NewDocument document(String key, String fingerprint, String... texts) {
    List<NewPassage> passages = Arrays.stream(texts).map(NewPassage::of).toList();
    return new NewDocument(key, key + ".md", "/notes", fingerprint, passages);
  }

  private List<String> stored() {
    Namespace namespace =
        Namespace.of("acme", NamespaceKind.SOURCE, sources.find("notes").orElseThrow().id());
    ScanRequest all =
        new ScanRequest(Set.of(namespace), Filter.all(), Projection.CONTENT, Cursor.START, 1_000);
    return fixture.archivalRecords.scan(all, CallOptions.none()).items().stream()
        .map(MemoryRecord::text)
        .sorted()
        .toList();
  }

  @Test
  void put_keepsWhatWasGiven_andNamesSourceAndFile() {
    NewPassage passage =
        NewPassage.of("High tide is at noon")
            .withMetadata(Payload.builder().put("page", 3).build())
            .withOccurredAt(TierFixture.START);
    notes.put(List.of(new NewDocument("k", "tides.md", "/notes", "1", List.of(passage))));
    assertThat(notes.find("k"))
        .hasValue(new Document("k", "tides.md", "/notes", "1", 1, fixture.clock.instant(), true));
    Passage found = notes.search(SearchQuery.of("tide")).hits().get(0).item();
    assertThat(found.metadata())
        .isEqualTo(
            Payload.builder()
                .put("page", 3)
                .put("source", "notes")
                .put("file", "tides.md")
                .build());
    assertThat(found.occurredAt()).isEqualTo(TierFixture.START);
  }

  @Test
  void put_ofTheSameKey_replacesTheDocumentWhole() {
    notes.put(List.of(document("k", "1", "one", "two", "three")));
    notes.put(List.of(document("k", "2", "two", "four")));
    assertThat(stored()).containsExactly("four", "two");
    assertThat(notes.find("k").orElseThrow().passages()).isEqualTo(2);
    assertThat(notes.count()).isEqualTo(2);
  }

  @Test
  void put_ofTwoDocumentsWithOneKeyAtOnce_keepsTheLater() {
    notes.put(List.of(document("k", "1", "one"), document("k", "2", "two")));
    assertThat(stored()).containsExactly("two");
  }

  @Test
  void put_ofTheSameTextUnderTwoKeys_keepsBoth() {
    notes.put(List.of(document("a", "1", "same"), document("b", "1", "same")));
    notes.delete(List.of("a"));
    assertThat(stored()).containsExactly("same");
    assertThat(notes.find("b")).isPresent();
  }

  @Test
  void put_ofMoreThanOneBatch_writesAll_andTellsProgress() {
    List<NewDocument> many = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      many.add(document("k" + number, "1", "text number " + number));
    }
    String[] long1 = IntStream.range(0, 300).mapToObj(n -> "long " + n).toArray(String[]::new);
    many.add(document("long", "1", long1));
    List<Integer> progress = new ArrayList<>();
    try (SourceWriter writer = notes.begin()) {
      writer.put(many, progress::add, CallOptions.none());
    }
    assertThat(notes.count()).isEqualTo(600);
    assertThat(progress.stream().mapToInt(Integer::intValue).sum()).isEqualTo(600);
    assertThat(progress).allMatch(some -> some <= 128);
  }

  @Test
  void put_thatFailsAtAnyCommit_leavesNothingBehindOnceWrittenAgain() {
    for (int commit = 1; commit <= 3; commit++) {
      notes.put(List.of(document("k", "1", "one", "two")));
      failAtCommit(commit);
      NewDocument changed = document("k", "2", "three", "four", "five");
      assertThatThrownBy(() -> notes.put(List.of(changed))).hasMessage("the power went");
      notes.put(List.of(document("k", "3", "six")));
      assertThat(stored()).as("failed at commit %s", commit).containsExactly("six");
      assertThat(notes.find("k").orElseThrow().complete()).isTrue();
    }
  }

  private void failAtCommit(int number) {
    for (int good = 1; good < number; good++) {
      state.beforeCommit(() -> {});
    }
    state.beforeCommit(() -> {
      throw new IllegalStateException("the power went");
    });
  }

  @Test
  void put_thatFailsBeforeItIsDone_leavesTheDocumentIncomplete() {
    notes.put(List.of(document("other", "1", "two")));
    failAtCommit(3);
    assertThatThrownBy(() -> notes.put(List.of(document("k", "1", "one"))));
    assertThat(notes.find("k").orElseThrow().complete()).isFalse();
    notes.delete(List.of("k"));
    assertThat(stored()).containsExactly("two");
  }

  @Test
  void begin_whileSomebodyWrites_isAConflict_untilTheLeaseEnds() {
    SourceWriter first = notes.begin();
    assertThatThrownBy(notes::begin)
        .satisfies(Thrown.kind(ErrorKind.CONFLICT))
        .hasMessageContaining("source 'notes' is being written by process");
    fixture.clock.advance(Duration.ofMinutes(10));
    try (SourceWriter second = notes.begin()) {
      second.put(List.of(document("b", "1", "theirs")), n -> {}, CallOptions.none());
      assertThatThrownBy(
              () -> first.put(List.of(document("a", "1", "mine")), n -> {}, CallOptions.none()))
          .satisfies(Thrown.kind(ErrorKind.CONFLICT));
    }
    first.close();
    assertThat(stored()).containsExactly("theirs");
    notes.put(List.of(document("a", "1", "mine")));
  }

  @Test
  void put_ofALongPassage_keepsItWholeInParts_andDeletesAllOfThem() {
    String text = "word and more. ".repeat(3_000);
    notes.put(List.of(document("k", "1", text)));
    assertThat(stored()).hasSizeGreaterThan(1);
    assertThat(notes.search(SearchQuery.of("word and more")).hits())
        .extracting(SearchHit::text)
        .containsExactly(text);
    notes.put(List.of(document("k", "2", "short")));
    assertThat(stored()).containsExactly("short");
  }

  @Test
  void search_findsAPassageByItsContext_whichIsNoPartOfItsText() {
    NewPassage passage = NewPassage.of("It is at noon.").withContext("Tide tables > Bergen");
    notes.put(List.of(new NewDocument("k", "k", "", "1", List.of(passage))));
    notes.put(List.of(document("other", "1", "It was at night.")));
    SearchHit<Passage> hit = notes.search(SearchQuery.of("tide in Bergen")).hits().get(0);
    assertThat(hit.text()).isEqualTo("It is at noon.");
    assertThat(hit.evidence().coverage()).isGreaterThan(0.9);
  }

  @Test
  void readers_ofAnUnknownSource_areToldTheNearest() {
    notes.put(List.of(document("k", "1", "one")));
    DocumentTier unknown = sources.documents("nots");
    assertThat(unknown.find("k")).isEmpty();
    assertThatThrownBy(() -> unknown.list(Cursor.START)).hasMessageContaining("'notes'");
    assertThatThrownBy(() -> unknown.search(SearchQuery.of("x")))
        .satisfies(Thrown.kind(ErrorKind.NOT_FOUND));
    assertThatThrownBy(() -> unknown.delete(List.of("k")))
        .satisfies(Thrown.kind(ErrorKind.NOT_FOUND));
  }
}
