package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.broken.Splitting;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A client of a {@link FakeServer} that holds a backend; closing it leaves the server alone. */
final class ServedBackend extends ForwardingBackend {

  private final FakeServer server;
  private final UnaryOperator<CallOptions> patience;

  /**
   * Creates a client.
   *
   * @param patience how long a call waits for the server, from the options of its caller
   */
  ServedBackend(Backend held, FakeServer server, UnaryOperator<CallOptions> patience) {
    super(held);
    this.server = server;
    this.patience = patience;
  }

  private void admit(CallOptions options) {
    server.admit(patience.apply(options));
  }

  @Override
  public Optional<StateStore> state() {
    return super.state().map(ServedState::new);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    admit(CallOptions.none());
    return new Splitting(
        new ServedCollection(super.openCollection(spec)), 100, WriteOutcome.Partial::new);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    admit(CallOptions.none());
    return super.collections(cursor);
  }

  @Override
  public Health health() {
    return server.answers() ? super.health() : new Health(false, "the server does not answer");
  }

  @Override
  public void close() {}

  private final class ServedState extends ForwardingStateStore {
    ServedState(StateStore store) {
      super(store);
    }

    @Override
    public Optional<StateEntry> get(String key, CallOptions options) {
      admit(options);
      return super.get(key, options);
    }

    @Override
    public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
      admit(options);
      return super.list(prefix, cursor, options);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      admit(options);
      return super.commit(changes, options);
    }
  }

  private final class ServedCollection extends ForwardingCollection {
    ServedCollection(RecordCollection collection) {
      super(collection);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      admit(options);
      super.upsert(records, options);
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      admit(options);
      super.patch(namespace, id, patch, options);
    }

    @Override
    public void delete(Namespace namespace, Selection selection, CallOptions options) {
      admit(options);
      super.delete(namespace, selection, options);
    }

    @Override
    public List<MemoryRecord> fetch(
        Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
      admit(options);
      return super.fetch(namespace, ids, projection, options);
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      admit(options);
      return super.scan(request, options);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      admit(options);
      return super.search(request, options);
    }

    @Override
    public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
      admit(options);
      return super.count(namespaces, filter, options);
    }
  }
}
