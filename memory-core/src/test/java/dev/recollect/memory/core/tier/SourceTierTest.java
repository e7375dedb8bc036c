package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.fake.Race;
import dev.recollect.memory.core.fake.Thrown;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceTierTest {

  private final TierFixture fixture = new TierFixture();
  private final HookedState state = new HookedState();
  private final SourceTier sources = fixture.sources("acme", state, false);

  @AfterEach
  void close() {
    fixture.close();
  }

  private static NewDocument document(String key, String... texts) {
    List<NewPassage> passages = Arrays.stream(texts).map(NewPassage::of).toList();
    return new NewDocument(key, key, "", "1", passages);
  }

  private void load(String source, String key, String... texts) {
    sources.documents(source).put(List.of(document(key, texts)));
  }

  private List<String> found(String owner, String query) {
    return fixture.archival("acme", state, owner).search(query, 10).hits().stream()
        .map(SearchHit::text)
        .toList();
  }

  @Test
  void attach_makesTheSourceFoundFromBothOwnersAndCopiesNothing() {
    load("notes", "tides.md", "High tide is at noon");
    sources.attach("ada", "notes");
    sources.attach("bob", "notes");
    assertThat(found("ada", "high tide")).containsExactly("High tide is at noon");
    assertThat(found("bob", "high tide")).containsExactly("High tide is at noon");
    assertThat(fixture.archival("acme", state, "ada").count()).isZero();
    assertThat(sources.documents("notes").count()).isEqualTo(1);
  }

  @Test
  void search_ofAnOwner_ranksOwnPassagesAndAttachedOnesTogether() {
    fixture.archival("acme", state, "ada").insert("The ferry leaves at nine");
    load("notes", "ferry.md", "The ferry leaves from quay two");
    sources.attach("ada", "notes");
    assertThat(found("ada", "ferry leaves"))
        .containsExactlyInAnyOrder("The ferry leaves at nine", "The ferry leaves from quay two");
  }

  @Test
  void search_ofTwoSourcesWithTheSameDocument_findsItInEach() {
    load("one", "tides.md", "High tide is at noon");
    load("two", "tides.md", "High tide is at noon");
    sources.attach("ada", "one");
    sources.attach("ada", "two");
    assertThat(fixture.archival("acme", state, "ada").search("high tide", 10).hits())
        .extracting(hit -> hit.item().metadata().text("source").orElseThrow())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void detach_leavesTheSourceToTheOthers() {
    load("notes", "tides.md", "High tide is at noon");
    sources.attach("ada", "notes");
    sources.attach("bob", "notes");
    assertThat(sources.detach("ada", "notes")).isTrue();
    assertThat(sources.detach("ada", "notes")).isFalse();
    assertThat(found("ada", "high tide")).isEmpty();
    assertThat(found("bob", "high tide")).hasSize(1);
    assertThat(sources.attached("ada")).isEmpty();
    assertThat(sources.users("notes")).extracting(Owner::name).containsExactly("bob");
  }

  @Test
  void attach_ofWhatIsAttached_changesNothing() {
    load("notes", "a", "text");
    sources.attach("ada", "notes");
    sources.attach("ada", "notes");
    assertThat(sources.attached("ada")).extracting(Source::name).containsExactly("notes");
  }

  @Test
  void attach_ofAnUnknownSource_isNotFoundWithTheNearest_andMakesNoOwner() {
    load("notes", "a", "text");
    assertThatThrownBy(() -> sources.attach("ada", "note"))
        .satisfies(Thrown.kind(ErrorKind.NOT_FOUND))
        .hasMessageContaining("'notes'");
    assertThat(fixture.owners("acme", state).find("ada")).isEmpty();
  }

  @Test
  void attach_fromManyThreads_attachesAll() throws Exception {
    load("notes", "a", "text");
    Race.of(
        8,
        thread -> {
          sources.attach("owner-" + thread, "notes");
          return thread;
        });
    assertThat(sources.users("notes")).hasSize(8);
  }

  @Test
  void put_afterALeaseThatCouldNotBeGivenBack_isNoConflictHere_andForOthersUntilItEnds() {
    load("notes", "a", "text");
    SourceWriter writer = sources.documents("notes").begin();
    state.beforeCommit(SourceTierTest::loseConnection);
    writer.close();
    SourceTier others = fixture.sources("acme", state, false);
    assertThatThrownBy(() -> others.documents("notes").put(List.of(document("b", "other"))))
        .satisfies(Thrown.kind(ErrorKind.CONFLICT));
    load("notes", "b", "other");
    others.documents("notes").put(List.of(document("c", "third")));
    assertThat(sources.documents("notes").count()).isEqualTo(3);
  }

  private static void loseConnection() {
    throw new MemoryException(ErrorKind.UNAVAILABLE, "the connection is gone", null);
  }

  @Test
  void put_whileAnotherWrites_isAConflict_andAfterwardsIsNot() {
    load("notes", "a", "text");
    try (SourceWriter writer = sources.documents("notes").begin()) {
      assertThat(writer.source().name()).isEqualTo("notes");
      assertThatThrownBy(() -> load("notes", "b", "other"))
          .satisfies(Thrown.kind(ErrorKind.CONFLICT));
    }
    load("notes", "b", "other");
    assertThat(sources.documents("notes").count()).isEqualTo(2);
  }

  @Test
  void delete_ofASourceInUse_isAConflictThatNamesTheUsers_andDeletesNothing() {
    load("notes", "a", "text");
    sources.attach("ada", "notes");
    sources.attach("bob", "notes");
    assertThatThrownBy(() -> sources.delete("notes"))
        .satisfies(Thrown.kind(ErrorKind.CONFLICT))
        .hasMessage(
            "source 'notes' is attached to 'ada', 'bob'; detach it first. Nothing was deleted.");
    assertThat(sources.documents("notes").count()).isEqualTo(1);
  }

  @Test
  void delete_leavesNothing() {
    load("notes", "a", "text");
    sources.delete("notes");
    assertThat(sources.find("notes")).isEmpty();
    assertThat(state.store().list("tenant/acme/source", Cursor.START, options()).items()).isEmpty();
    load("notes", "b", "other");
    assertThat(sources.documents("notes").find("a")).isEmpty();
    assertThat(sources.documents("notes").count()).isEqualTo(1);
  }

  @Test
  void delete_thatFailsAnywhere_canBeRepeated_andNobodyUsesWhatIsHalfDeleted() {
    for (int commit = 1; commit <= 4; commit++) {
      load("notes", "a", "text");
      for (int good = 1; good < commit; good++) {
        state.beforeCommit(() -> {});
      }
      state.beforeCommit(SourceTierTest::fail);
      assertThatThrownBy(() -> sources.delete("notes")).hasMessage("the power went");
      if (commit > 2) {
        assertThatThrownBy(() -> sources.attach("ada", "notes")).hasMessageContaining("deleted");
        assertThatThrownBy(() -> load("notes", "a", "t")).hasMessageContaining("deleted");
      }
      sources.delete("notes");
      assertThat(sources.find("notes")).isEmpty();
    }
  }

  private static void fail() {
    throw new IllegalStateException("the power went");
  }

  @Test
  void delete_whileItIsAttached_isAConflict() {
    load("notes", "a", "text");
    state.beforeCommit(() -> {});
    state.beforeCommit(() -> sources.attach("ada", "notes"));
    assertThatThrownBy(() -> sources.delete("notes")).satisfies(Thrown.kind(ErrorKind.CONFLICT));
    assertThat(found("ada", "text")).hasSize(1);
  }

  @Test
  void delete_whileItIsLoaded_isAConflictThatNamesTheProcess() {
    try (SourceWriter writer = sources.documents("notes").begin()) {
      assertThat(writer.source().name()).isEqualTo("notes");
      assertThatThrownBy(() -> sources.delete("notes"))
          .satisfies(Thrown.kind(ErrorKind.CONFLICT))
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    sources.delete("notes");
  }

  @Test
  void sources_ofAnotherTenant_areOthers() {
    load("notes", "a", "text");
    SourceTier others = fixture.sources("globex", state, false);
    assertThat(others.find("notes")).isEmpty();
    assertThatThrownBy(() -> others.attach("ada", "notes"))
        .satisfies(Thrown.kind(ErrorKind.NOT_FOUND));
    others.documents("notes").put(List.of(document("a", "their text")));
    assertThat(sources.documents("notes").search(query("text")).hits())
        .extracting(SearchHit::text)
        .containsExactly("text");
  }

  @Test
  void list_isByName() {
    load("b", "a", "text");
    load("a", "a", "text");
    assertThat(sources.list(Cursor.START).items())
        .extracting(Source::name)
        .containsExactly("a", "b");
  }

  @Test
  void names_thatCannotBe_areRefused() {
    assertThatThrownBy(() -> sources.documents(" ")).satisfies(Thrown.kind(ErrorKind.INVALID));
    assertThatThrownBy(() -> sources.documents("a\nb")).satisfies(Thrown.kind(ErrorKind.INVALID));
  }

  private static dev.recollect.memory.api.tier.SearchQuery query(String text) {
    return dev.recollect.memory.api.tier.SearchQuery.of(text);
  }

  private static dev.recollect.memory.api.value.CallOptions options() {
    return dev.recollect.memory.api.value.CallOptions.none();
  }
}
