package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.fake.HookedState;
import dev.recollect.memory.core.fake.Race;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.tck.fake.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OwnersTest {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final ManualClock clock = new ManualClock();
  private final HookedState state = new HookedState();
  private final StateKeys keys = new StateKeys("default");
  private final Owners owners = new Owners(state, keys, clock, new TimeOrderedIds(clock));

  @Test
  void create_name_isFoundWithIdAndTime() {
    Owner ada = owners.create("Ada Lovelace/ä%🐬");

    assertThat(owners.find(ada.name())).contains(ada);
    assertThat(ada.id()).hasSize(36);
    assertThat(ada.createdAt()).isEqualTo(clock.instant());
  }

  @Test
  void create_nameThatIsTaken_isConflict() {
    owners.create("ada");

    assertThatThrownBy(() -> owners.create("ada"))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("'ada' already");
  }

  @Test
  void orCreate_eightThreads_agreeOnOneOwner() throws Exception {
    List<Owner> seen = Race.of(8, thread -> owners.orCreate("ada"));

    assertThat(new TreeSet<>(seen.stream().map(Owner::id).toList())).hasSize(1);
  }

  @Test
  void names_thatNoOwnerMayHave_areRefused() {
    for (String name : List.of("", " ", "\t", "a\nb", "a\0b", "\ud800", "x".repeat(129))) {
      assertThatThrownBy(() -> owners.create(name)).isInstanceOf(MemoryException.class);
      assertThatThrownBy(() -> owners.find(name)).isInstanceOf(MemoryException.class);
      assertThatThrownBy(() -> owners.handle(name)).isInstanceOf(MemoryException.class);
    }
    assertThat(owners.create("🐬".repeat(128)).name()).hasSize(256);
  }

  @Test
  void names_withControlCharacter_sayWhichOne() {
    assertThatThrownBy(() -> owners.create("a\u0007b")).hasMessageContaining("U+0007 at index 1");
  }

  @Test
  void existing_unknown_namesTheNearest() {
    assertThatThrownBy(() -> owners.existing("ada"))
        .satisfies(kind(ErrorKind.NOT_FOUND))
        .hasMessageContaining("There are no owners yet.");
    owners.create("ada");
    owners.create("benedict");

    assertThatThrownBy(() -> owners.existing("Adah"))
        .satisfies(kind(ErrorKind.NOT_FOUND))
        .hasMessageContaining("Did you mean 'ada'?");
    assertThatThrownBy(() -> owners.existing("zzzzzzzz"))
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("Did you mean"));
  }

  @Test
  void list_severalPages_hasEveryNameOnceAscending() {
    Set<String> names = new TreeSet<>();
    for (int index = 0; index < 2_500; index++) {
      names.add(owners.create("owner" + index).name());
    }

    List<String> listed = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      var page = owners.list(next.get());
      page.items().forEach(owner -> listed.add(owner.name()));
      next = page.next();
    }
    assertThat(listed).containsExactlyElementsOf(names);
  }

  @Test
  void delete_failingRecords_canBeRepeated() {
    Owner ada = owners.create("ada");
    fill(ada, 3);
    MemoryException down = new MemoryException(ErrorKind.UNAVAILABLE, "down");

    assertThatThrownBy(() ->
            owners.delete(
                "ada",
                owner -> {
                  throw down;
                }))
        .isSameAs(down);
    assertThat(owners.find("ada")).contains(ada);
    assertThat(count(ada)).isEqualTo(3);

    owners.delete("ada", owner -> {});
    assertThat(owners.find("ada")).isEmpty();
    assertThat(count(ada)).isZero();
  }

  @Test
  void delete_failureAmongTheState_canBeRepeated() {
    Owner ada = owners.create("ada");
    fill(ada, 1_200);
    state.beforeCommit(() -> {});
    state.beforeCommit(() -> {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "down");
    });

    assertThatThrownBy(() -> owners.delete("ada", owner -> {}))
        .satisfies(kind(ErrorKind.UNAVAILABLE));
    assertThat(owners.find("ada")).contains(ada);

    owners.delete("ada", owner -> {});
    assertThat(count(ada)).isZero();
  }

  @Test
  void delete_whileAnotherWrites_takesThatToo() {
    Owner ada = owners.create("ada");
    fill(ada, 2);
    state.beforeCommit(() -> put(keys.owner(ada) + "late", 0));
    String changed = keys.owner(ada) + "key0";
    state.beforeCommit(() -> put(keys.owner(ada) + "later", 0));

    owners.delete("ada", owner -> {});

    assertThat(state.get(changed, OPTIONS)).isEmpty();
    assertThat(count(ada)).isZero();
  }

  @Test
  void delete_valueChangedMeanwhile_isReadAgain() {
    Owner ada = owners.create("ada");
    fill(ada, 2);
    String key = keys.owner(ada) + "key0";
    long version = state.get(key, OPTIONS).orElseThrow().version();
    state.beforeCommit(() -> put(key, version));

    owners.delete("ada", owner -> {});

    assertThat(count(ada)).isZero();
    assertThat(owners.find("ada")).isEmpty();
  }

  @Test
  void delete_ownerWhoseIdBeginsAnothers_leavesTheOther() {
    Owner ada = owners.create("ada");
    String neighbour = keys.owner(new Owner("x", ada.id() + "0", clock.instant())) + "key";
    put(neighbour, 0);

    owners.delete("ada", owner -> {});

    assertThat(state.get(neighbour, OPTIONS)).isPresent();
  }

  @Test
  void rename_movesTheNameAlone() {
    Owner ada = owners.create("ada");
    fill(ada, 3);

    Owner eve = owners.rename("ada", "Eve/ä%", owner -> List.of());

    assertThat(eve).isEqualTo(new Owner("Eve/ä%", ada.id(), ada.createdAt()));
    assertThat(owners.find("Eve/ä%")).contains(eve);
    assertThat(owners.find("ada")).isEmpty();
    assertThat(state.get(keys.owner(ada) + "key0", OPTIONS)).isPresent();
  }

  @Test
  void rename_toANameThatIsTaken_isConflict_andChangesNothing() {
    Owner ada = owners.create("ada");
    Owner eve = owners.create("eve");

    assertThatThrownBy(() -> owners.rename("ada", "eve", owner -> List.of()))
        .satisfies(kind(ErrorKind.CONFLICT))
        .hasMessageContaining("'eve' already; choose another name");

    assertThat(owners.find("ada")).contains(ada);
    assertThat(owners.find("eve")).contains(eve);
  }

  @Test
  void rename_ofNobodyOrToNoName_isRefused() {
    owners.create("ada");
    assertThatThrownBy(() -> owners.rename("adda", "eve", owner -> List.of()))
        .satisfies(kind(ErrorKind.NOT_FOUND))
        .hasMessageContaining("Did you mean 'ada'?");
    assertThatThrownBy(() -> owners.rename("ada", " ", owner -> List.of()))
        .satisfies(kind(ErrorKind.INVALID));
    assertThat(owners.rename("ada", "ada", owner -> List.of()).name()).isEqualTo("ada");
  }

  @Test
  void rename_isOneCommit_andReadsAgainWhatChangedMeanwhile() {
    owners.create("ada");
    String key = keys.name("ada");
    var entry = state.get(key, OPTIONS).orElseThrow();
    state.beforeCommit(() ->
        state
            .store()
            .commit(List.of(new StateChange.Put(key, entry.value(), entry.version())), OPTIONS));

    owners.rename("ada", "eve", owner -> List.of());

    assertThat(owners.find("eve")).isPresent();
    assertThat(owners.find("ada")).isEmpty();
  }

  @Test
  void rename_eightThreadsToDifferentNames_leaveOneName() throws Exception {
    Owner ada = owners.create("ada");
    Race.of(
        8,
        thread -> {
          try {
            return owners.rename("ada", "name" + thread, owner -> List.of()).name();
          } catch (MemoryException e) {
            return String.valueOf(e.kind());
          }
        });

    assertThat(owners.list(Cursor.START).items()).extracting(Owner::id).containsExactly(ada.id());
  }

  @Test
  void pinning_findsTheOwnerAfterRenames_andNobodyElse() {
    Owner ada = owners.create("ada");
    Owners pinned = owners.pinning(ada);
    owners.rename("ada", "eve", owner -> List.of());
    owners.rename("eve", "ida", owner -> List.of());
    Owner other = owners.create("ada");

    assertThat(pinned.existing("ada").id()).isEqualTo(ada.id());
    assertThat(pinned.orCreate("ada").id()).isEqualTo(ada.id());
    assertThat(owners.existing("ada")).isEqualTo(other);
  }

  @Test
  void pinning_ownerThatWasDeleted_isNotMadeAgain() {
    Owner ada = owners.create("ada");
    Owners pinned = owners.pinning(ada);
    owners.rename("ada", "eve", owner -> List.of());
    owners.delete("eve", owner -> {});

    assertThatThrownBy(() -> pinned.existing("ada")).satisfies(kind(ErrorKind.NOT_FOUND));
    assertThatThrownBy(() -> pinned.orCreate("ada")).satisfies(kind(ErrorKind.NOT_FOUND));
    assertThat(count(ada)).isZero();
    assertThat(owners.list(Cursor.START).items()).isEmpty();
  }

  private void fill(Owner owner, int entries) {
    for (int index = 0; index < entries; index++) {
      put(keys.owner(owner) + "key" + index, 0);
    }
  }

  private void put(String key, long expected) {
    state.store().commit(List.of(new StateChange.Put(key, "value", expected)), OPTIONS);
  }

  private int count(Owner owner) {
    List<String> found = new ArrayList<>();
    StateEntries.forEach(state, keys.owner(owner), OPTIONS, entry -> found.add(entry.key()));
    return found.size();
  }
}
