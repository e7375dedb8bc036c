package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cursors that no page had, or a page of another listing: a caller, or its user, made them up. */
@Promise(
    "A cursor that is garbage or of another listing is refused; one that was tampered with is"
        + " refused or shows what the request may see anyway.")
public abstract class CursorContract extends Contract {

  /** Creates a contract. */
  protected CursorContract() {}

  /** Returns the listings there are, by name. */
  private Map<String, Function<Cursor, Page<?>>> listings() {
    RecordCollection collection = collection();
    Map<String, Function<Cursor, Page<?>>> listings = new LinkedHashMap<>();
    listings.put(
        "scan", cursor -> collection.scan(scan(Set.of(ACME), Filter.all(), cursor), NO_OPTIONS));
    listings.put("collections", backend()::collections);
    backend()
        .state()
        .ifPresent(
            state -> listings.put("state list", cursor -> state.list("key/", cursor, NO_OPTIONS)));
    return listings;
  }

  private static ScanRequest scan(Set<Namespace> in, Filter filter, Cursor cursor) {
    return new ScanRequest(in, filter, Projection.CONTENT, cursor, 7);
  }

  /** Fills every listing so that it has more than one page, if the store has pages of it at all. */
  private void fill() {
    collection().upsert(SampleRecords.records(ACME, 40), NO_OPTIONS);
    collection().upsert(SampleRecords.records(GLOBEX, 40), NO_OPTIONS);
    for (int number = 0; number < 20; number++) {
      backend().openCollection(SampleRecords.specBuilder("other_" + number).build());
    }
    backend().state().ifPresent(CursorContract::fill);
  }

  private static void fill(StateStore state) {
    List<StateChange> changes =
        IntStream.range(0, 1_500)
            .mapToObj(n -> (StateChange) new StateChange.Put("key/" + n, "v", StateChange.ABSENT))
            .toList();
    state.commit(changes, NO_OPTIONS);
  }

  @Test
  void listings_cursorIsGarbage_refuseIt() {
    fill();
    Set<String> tokens = new LinkedHashSet<>(SampleValues.TEXTS);
    tokens.remove("");
    tokens.addAll(
        List.of(
            "no cursor of any store",
            "1",
            "-1",
            "key/7",
            "id-7",
            "other_7",
            "AAAA",
            "\0",
            "\ud800",
            "x".repeat(10_000),
            "{\"id\":7}",
            "9".repeat(40)));
    listings()
        .forEach(
            (name, listing) -> tokens.forEach(token -> assertRefusesCursor(name, listing, token)));
  }

  @Test
  void listings_cursorOfAnotherListing_refuseIt() {
    fill();
    Map<String, List<Cursor>> cursors = cursors();
    listings()
        .forEach((name, listing) ->
            cursors.forEach((other, theirs) -> {
              if (!other.equals(name)) {
                theirs.forEach(cursor -> assertRefusesCursor(name, listing, cursor.token()));
              }
            }));
  }

  private static void assertRefusesCursor(
      String name, Function<Cursor, Page<?>> listing, String token) {
    try {
      Page<?> page = listing.apply(new Cursor(token));
      throw new AssertionError(
          name
              + " answers cursor '"
              + token
              + "', which it never gave, with "
              + page.items().size()
              + " items");
    } catch (MemoryException e) {
      assertThat(e.kind()).as("%s, cursor '%s': %s", name, token, e).isEqualTo(ErrorKind.INVALID);
    }
  }

  /** Returns all cursors that each listing gives. */
  private Map<String, List<Cursor>> cursors() {
    Map<String, List<Cursor>> cursors = new LinkedHashMap<>();
    listings()
        .forEach((name, listing) -> {
          List<Cursor> given = new ArrayList<>();
          Page<?> page = listing.apply(Cursor.START);
          while (page.next().isPresent()) {
            given.add(page.next().get());
            page = listing.apply(page.next().get());
          }
          cursors.put(name, given);
        });
    return cursors;
  }

  /** What is shown to whom is checked by the asserting wrapper of the backend. */
  @Test
  void scan_cursorOfAnotherWalk_isRefusedOrShowsOnlyWhatIsAskedFor() {
    fill();
    List<Cursor> cursors = cursors().getOrDefault("scan", List.of());
    assertThat(cursors).isNotEmpty();
    RecordCollection other = backend().openCollection(SampleRecords.specBuilder("other_1").build());
    for (Cursor cursor : cursors) {
      refusedOr(() -> collection().scan(scan(Set.of(GLOBEX), Filter.all(), cursor), NO_OPTIONS));
      refusedOr(() ->
          collection().scan(scan(Set.of(ACME), Filter.eq("parent", "id-1"), cursor), NO_OPTIONS));
      refusedOr(() ->
          assertThat(other.scan(scan(Set.of(ACME), Filter.all(), cursor), NO_OPTIONS).items())
              .as("records of an empty collection")
              .isEmpty());
    }
  }

  @Test
  void listings_cursorTamperedWith_isRefusedOrShowsOnlyWhatIsAskedFor() {
    fill();
    Random random = random();
    Map<String, List<Cursor>> cursors = cursors();
    listings()
        .forEach((name, listing) -> {
          for (Cursor cursor : cursors.getOrDefault(name, List.of())) {
            for (String token : tampered(cursor.token(), random)) {
              refusedOr(() -> assertThat(listing.apply(new Cursor(token))).isNotNull());
            }
          }
        });
  }

  private static List<String> tampered(String token, Random random) {
    int middle = random.nextInt(token.length());
    String other = SampleRecords.pick(random, SampleValues.TEXTS);
    return List.of(
        token.substring(0, middle),
        token.substring(middle),
        token + other,
        other + token,
        token + token,
        token.substring(0, middle) + other + token.substring(middle + 1),
        token.substring(0, middle)
            + (char) (token.charAt(middle) ^ 1)
            + token.substring(middle + 1));
  }

  private static void refusedOr(Runnable listing) {
    try {
      listing.run();
    } catch (MemoryException e) {
      assertThat(e.kind()).as("kind of: %s", e.getMessage()).isEqualTo(ErrorKind.INVALID);
    }
  }
}
