package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An in-memory backend whose collections or state have one deliberate fault. */
final class BrokenBackend implements Backend {

  private final Backend backend = new InMemoryBackend();
  private final UnaryOperator<RecordCollection> collectionFault;
  private final UnaryOperator<StateStore> stateFault;

  private BrokenBackend(
      UnaryOperator<RecordCollection> collectionFault, UnaryOperator<StateStore> stateFault) {
    this.collectionFault = collectionFault;
    this.stateFault = stateFault;
  }

  static BrokenBackend withCollections(UnaryOperator<RecordCollection> fault) {
    return new BrokenBackend(fault, UnaryOperator.identity());
  }

  static BrokenBackend withState(UnaryOperator<StateStore> fault) {
    return new BrokenBackend(UnaryOperator.identity(), fault);
  }

  @Override
  public Capabilities capabilities() {
    return backend.capabilities();
  }

  @Override
  public Optional<StateStore> state() {
    return backend.state().map(stateFault);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    return collectionFault.apply(backend.openCollection(spec));
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return backend.collections(cursor);
  }

  @Override
  public void dropCollection(String name) {
    backend.dropCollection(name);
  }

  @Override
  public Health health() {
    return backend.health();
  }

  @Override
  public void close() {
    backend.close();
  }
}
