package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.broken.Splitting;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A backend that can as little as a backend may: no state store, one vector of each kind, few
 * dimensions, no fields added later; it writes batches in pieces and says which were written.
 */
final class RestrictedBackend extends ForwardingBackend {

  private static final Capabilities CAPABILITIES =
      Capabilities.builder().vectorsPerRecord(1).largestDimension(64).build();
  private static final int PIECE = 500;

  private final Map<String, CollectionSpec> opened = new ConcurrentHashMap<>();

  RestrictedBackend(Backend backend) {
    super(backend);
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.empty();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(CAPABILITIES, spec);
    CollectionSpec stored = opened.get(spec.name());
    if (stored != null && !spec.mergedInto(stored).equals(stored)) {
      throw new MemoryException(
          ErrorKind.UNSUPPORTED, "fields cannot be added to collection '" + spec.name() + "'");
    }
    RecordCollection collection = super.openCollection(spec);
    opened.putIfAbsent(spec.name(), spec);
    return new CheckedFirst(new Splitting(collection, PIECE, RestrictedBackend::outcome));
  }

  /** A piece is written whole or not at all. */
  private static WriteOutcome outcome(List<String> applied, List<String> unwritten) {
    return applied.isEmpty()
        ? new WriteOutcome.NotApplied()
        : new WriteOutcome.Partial(applied, List.of());
  }

  /** Looks at all records before the first of them is written. */
  private static final class CheckedFirst extends ForwardingCollection {
    CheckedFirst(RecordCollection collection) {
      super(collection);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      records.forEach(record -> SpecChecks.requireStorable(spec(), CAPABILITIES, record));
      super.upsert(records, options);
    }
  }

  @Override
  public void dropCollection(String name) {
    super.dropCollection(name);
    opened.remove(name);
  }
}
