package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.support.CheckedCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The collections and the state of one opened backend, guarded together by one lock. */
final class InMemoryBackend implements Backend {

  private static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .durability(Durability.NONE)
          .vectorsPerRecord(Limits.LEGS)
          .largestDimension(1 << 16)
          .build();

  private final Gate gate = new Gate();
  private final TreeMap<String, InMemoryCollection> collections = new TreeMap<>();
  private final InMemoryState state = new InMemoryState(gate);

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.of(state);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(CAPABILITIES, spec);
    return gate.write(CallOptions.none(), () -> opened(spec));
  }

  private RecordCollection opened(CollectionSpec spec) {
    InMemoryCollection collection =
        collections.computeIfAbsent(spec.name(), name -> new InMemoryCollection(gate, spec));
    collection.declare(spec);
    return new CheckedCollection(collection, CAPABILITIES);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    String last = cursor.place("collections");
    return gate.read(CallOptions.none(), () -> Page.last(specsAfter(last)));
  }

  private List<CollectionSpec> specsAfter(String name) {
    return collections.tailMap(name, false).values().stream()
        .map(InMemoryCollection::spec)
        .toList();
  }

  @Override
  public void dropCollection(String name) {
    gate.write(
        CallOptions.none(),
        () -> {
          InMemoryCollection dropped = collections.remove(name);
          if (dropped != null) {
            dropped.drop();
          }
          return true;
        });
  }

  @Override
  public Health health() {
    return gate.closed()
        ? new Health(false, "in the memory of this process, closed")
        : new Health(true, "in the memory of this process");
  }

  @Override
  public void compact(CallOptions options) {
    // What is deleted here is nowhere; this only says whether the store is open.
    gate.read(options, () -> true);
  }

  @Override
  public void close() {
    gate.close(() -> {
      collections.values().forEach(InMemoryCollection::drop);
      collections.clear();
      state.clear();
    });
  }
}
