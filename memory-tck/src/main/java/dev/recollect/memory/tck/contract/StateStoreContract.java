package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.sample.SampleValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small versioned values: a commit changes all its keys or none, and says who was there first. */
@Needs(Feature.STATE_STORE)
@Promise("A commit changes all its keys or none, and tells a loser whose version it was.")
public abstract class StateStoreContract extends Contract {

  /** Creates a contract. */
  protected StateStoreContract() {}

  private StateStore store() {
    return backend().state().orElseThrow();
  }

  @Test
  void get_unknownKey_isEmpty() {
    assertThat(store().get("unknown", NO_OPTIONS)).isEmpty();
  }

  @Test
  void commit_put_createsChangesAndCounts() {
    long first = put("key", "one", StateChange.ABSENT);
    assertThat(store().get("key", NO_OPTIONS)).contains(new StateEntry("key", "one", first));
    long second = put("key", "two", first);
    assertThat(second).isGreaterThan(first);
    assertThat(store().get("key", NO_OPTIONS)).contains(new StateEntry("key", "two", second));
  }

  @Test
  void commit_sameValue_stillGivesANewVersion() {
    long first = put("key", "same", StateChange.ABSENT);
    assertThat(put("key", "same", first)).isGreaterThan(first);
  }

  @Test
  void commit_delete_removesTheKey() {
    long version = put("key", "one", StateChange.ABSENT);
    store().commit(List.of(new StateChange.Delete("key", version)), NO_OPTIONS);
    assertThat(store().get("key", NO_OPTIONS)).isEmpty();
    assertThat(list("")).isEmpty();
  }

  @Test
  void commit_recreatedKey_neverHasAnOldVersion() {
    Set<Long> seen = new TreeSet<>();
    long last = 0;
    for (int round = 0; round < 20; round++) {
      long created = put("key", "v" + round, StateChange.ABSENT);
      long changed = put("key", "w" + round, created);
      store().commit(List.of(new StateChange.Delete("key", changed)), NO_OPTIONS);
      assertThat(created).isGreaterThan(last);
      assertThat(seen.add(created) && seen.add(changed)).as("versions differ").isTrue();
      last = changed;
    }
  }

  @Test
  void commit_otherKeys_alsoRaiseTheVersion() {
    long first = put("a", "1", StateChange.ABSENT);
    long second = put("b", "1", StateChange.ABSENT);
    assertThat(put("a", "2", first)).isGreaterThan(second);
  }

  @Test
  void commit_unexpectedVersion_isConflictAndChangesNothing() {
    long version = put("key", "one", StateChange.ABSENT);
    List<StateChange> wrong =
        List.of(
            new StateChange.Put("key", "new", StateChange.ABSENT),
            new StateChange.Put("key", "new", version + 1),
            new StateChange.Put("absent", "new", version),
            new StateChange.Delete("key", version + 1),
            new StateChange.Delete("absent", version));
    for (StateChange change : wrong) {
      MemoryException error =
          assertRefused(ErrorKind.CONFLICT, () -> store().commit(List.of(change), NO_OPTIONS));
      assertThat(error).hasMessageContaining(change.key());
      assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
    }
    assertThat(list("")).containsExactly(new StateEntry("key", "one", version));
  }

  @Test
  void commit_severalKeys_changesAllOrNone() {
    long a = put("a", "1", StateChange.ABSENT);
    long b = put("b", "1", StateChange.ABSENT);
    List<StateChange> lastIsStale =
        List.of(
            new StateChange.Put("a", "2", a),
            new StateChange.Put("c", "2", StateChange.ABSENT),
            new StateChange.Delete("b", b + 7));
    assertRefused(ErrorKind.CONFLICT, () -> store().commit(lastIsStale, NO_OPTIONS));
    assertThat(list("")).containsExactly(new StateEntry("a", "1", a), new StateEntry("b", "1", b));
    List<StateChange> right =
        List.of(
            new StateChange.Put("a", "2", a),
            new StateChange.Put("c", "2", StateChange.ABSENT),
            new StateChange.Delete("b", b));
    long version = store().commit(right, NO_OPTIONS);
    assertThat(list(""))
        .containsExactly(new StateEntry("a", "2", version), new StateEntry("c", "2", version));
  }

  @Test
  void commit_nothingOrAKeyTwice_isInvalid() {
    assertRefused(ErrorKind.INVALID, () -> store().commit(List.of(), NO_OPTIONS));
    List<StateChange> twice =
        List.of(
            new StateChange.Put("key", "one", StateChange.ABSENT),
            new StateChange.Put("key", "two", StateChange.ABSENT));
    assertRefused(ErrorKind.INVALID, () -> store().commit(twice, NO_OPTIONS));
    assertThat(list("")).isEmpty();
  }

  @Test
  void commit_keysAndValuesOfAnyCharacter_comeBackExactly() {
    List<StateChange> changes =
        SampleValues.TEXTS.stream()
            .filter(text -> !text.isEmpty())
            .map(text -> (StateChange) new StateChange.Put(text, text, StateChange.ABSENT))
            .toList();
    long version = store().commit(changes, NO_OPTIONS);
    for (StateChange change : changes) {
      assertThat(store().get(change.key(), NO_OPTIONS))
          .contains(new StateEntry(change.key(), change.key(), version));
    }
    assertThat(list("")).extracting(StateEntry::key).hasSameSizeAs(changes);
  }

  @Test
  void commit_largestKeyAndValue_comeBackExactly() {
    String key = "k".repeat(Limits.STATE_KEY_BYTES - 4) + "\ud83d\ude42";
    String value = "\u05e9".repeat(Limits.STATE_VALUE_BYTES / 2);
    put(key, value, StateChange.ABSENT);
    put("empty", "", StateChange.ABSENT);
    assertThat(store().get(key, NO_OPTIONS).map(StateEntry::value)).contains(value);
    assertThat(store().get("empty", NO_OPTIONS).map(StateEntry::value)).contains("");
  }

  @Test
  void commit_manyKeysAtOnce_isOneCommit() {
    List<StateChange> changes =
        IntStream.range(0, 1_500)
            .mapToObj(n -> (StateChange) new StateChange.Put("key/" + n, "v", StateChange.ABSENT))
            .toList();
    long version = store().commit(changes, NO_OPTIONS);
    assertThat(list("key/")).hasSize(1_500).allMatch(entry -> entry.version() == version);
  }

  @Test
  void list_prefix_returnsItsKeysByUtf8Bytes() {
    List<String> keys = new ArrayList<>(hostileKeys());
    store()
        .commit(
            keys.stream()
                .map(key -> (StateChange) new StateChange.Put(key, "v", StateChange.ABSENT))
                .toList(),
            NO_OPTIONS);
    keys.sort(StateStoreContract::compareUtf8);
    for (String prefix : List.of("", "a", "a/", "a/%", "a/_", "a\\", "A", "\ud83d\ude42", "zz")) {
      assertThat(list(prefix))
          .as("prefix '%s'", prefix)
          .extracting(StateEntry::key)
          .containsExactlyElementsOf(keys.stream().filter(key -> key.startsWith(prefix)).toList());
    }
  }

  private static List<String> hostileKeys() {
    return List.of(
        "a",
        "A",
        "a/",
        "a/1",
        "a/10",
        "a/2",
        "a/%",
        "a/%x",
        "a/_",
        "a/_x",
        "a/x",
        "a0",
        "a\\",
        "a\\b",
        "a'",
        "a\"",
        "a ",
        "a/\u00e9",
        "a/e\u0301",
        "a/\uffff",
        "a/\ud83d\ude42",
        "a/\udbff\udfff",
        "a/\ue000",
        "\ud83d\ude42",
        "\ud83d\ude42/x",
        "b",
        "[",
        "*",
        "?");
  }

  private static int compareUtf8(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void list_whileKeysComeAndGo_returnsTheStayingOnesOnce() {
    for (int n = 0; n < 1_000; n++) {
      put("key/" + (1_000 + n), "v", StateChange.ABSENT);
    }
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    for (int pages = 0; cursor.isPresent(); pages++) {
      Page<StateEntry> page = store().list("key/", cursor.get(), NO_OPTIONS);
      page.items().forEach(entry -> seen.add(entry.key()));
      put("key/0" + pages, "early", StateChange.ABSENT);
      put("key/9" + pages, "late", StateChange.ABSENT);
      cursor = page.next();
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen)
        .contains(
            IntStream.range(0, 1_000).mapToObj(n -> "key/" + (1_000 + n)).toArray(String[]::new));
  }

  private long put(String key, String value, long expected) {
    return store().commit(List.of(new StateChange.Put(key, value, expected)), NO_OPTIONS);
  }

  private List<StateEntry> list(String prefix) {
    List<StateEntry> all = new ArrayList<>();
    Page<StateEntry> page = store().list(prefix, Cursor.START, NO_OPTIONS);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = store().list(prefix, page.next().get(), NO_OPTIONS);
      all.addAll(page.items());
    }
    return all;
  }
}
