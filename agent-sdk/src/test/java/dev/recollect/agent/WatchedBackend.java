package dev.recollect.agent;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
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
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A fake of a backend whose process can be watched and can crash: an in-memory backend that notes
 * each write and ends the writer's "process" before or after a chosen one; until {@link #restart}
 * everything then fails.
 */
final class WatchedBackend implements BackendProvider {

  /**
   * What a crash looks like from inside the process that it ends; nothing is to be caught of it.
   */
  static final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String at) {
      super("simulated crash " + at);
    }
  }

  private final List<String> writes = new ArrayList<>();
  private final AtomicReference<@Nullable MemoryException> recallFault = new AtomicReference<>();
  private final AtomicReference<@Nullable MemoryException> archivalFault = new AtomicReference<>();
  private final List<WatchedCollection> opened = new ArrayList<>();
  private int writesLeft = Integer.MAX_VALUE;
  private int deletionsLeft = Integer.MAX_VALUE;
  private boolean afterwards;
  private boolean crashed;

  @Override
  public String id() {
    return "watched";
  }

  /** Notes of the writes since {@link #watch}: {@code commit} or {@code upsert <collection>}. */
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  synchronized void watch() {
    writes.clear();
  }

  /** Ends the process before write number {@code count} from now takes effect, or right after. */
  synchronized void crashAtWrite(int count, boolean after) {
    writesLeft = count;
    afterwards = after;
  }

  /** Ends the process before or after deletion number {@code count} from now in a collection. */
  synchronized void crashAtDeletion(int count, boolean after) {
    deletionsLeft = count;
    afterwards = after;
  }

  /** Begins a new process after a crash. */
  synchronized void restart() {
    crashed = false;
    writesLeft = Integer.MAX_VALUE;
    deletionsLeft = Integer.MAX_VALUE;
  }

  private synchronized void aroundDeletion(String what, boolean done) {
    beforeRead();
    if (!done) {
      deletionsLeft--;
    }
    if (deletionsLeft == 0 && done == afterwards) {
      throw crashNow("at deletion in " + what);
    }
  }

  synchronized boolean crashed() {
    return crashed;
  }

  /** Ends the process now, from wherever this is called. */
  synchronized SimulatedCrash crashNow(String at) {
    crashed = true;
    return new SimulatedCrash(at);
  }

  /** Makes upserts into archival memory fail until null is given. */
  void failArchival(@Nullable MemoryException fault) {
    archivalFault.set(fault);
  }

  /** Returns how many records a logical collection holds, of whomever. */
  synchronized long records(String logical) {
    return opened.stream()
        .filter(collection -> collection.name.startsWith(logical))
        .mapToLong(WatchedCollection::records)
        .sum();
  }

  private synchronized WatchedCollection noted(WatchedCollection collection) {
    opened.add(collection);
    return collection;
  }

  /** Makes upserts into recall fail until null is given. */
  void failRecall(@Nullable MemoryException fault) {
    recallFault.set(fault);
  }

  private synchronized void beforeWrite(String what) {
    beforeRead();
    writes.add(what);
    writesLeft--;
    if (writesLeft == 0 && !afterwards) {
      throw crashNow("before write " + what);
    }
  }

  private synchronized void afterWrite(String what) {
    if (writesLeft == 0 && afterwards) {
      throw crashNow("after write " + what);
    }
  }

  private synchronized void beforeRead() {
    if (crashed) {
      throw new SimulatedCrash("was earlier");
    }
  }

  @Override
  public Backend open(BackendContext context) {
    return new Opened(new InMemoryProvider().open(context));
  }

  private final class Opened extends ForwardingBackend {
    Opened(Backend shared) {
      super(shared);
    }

    @Override
    public Optional<StateStore> state() {
      return super.state().map(WatchedState::new);
    }

    @Override
    public RecordCollection openCollection(CollectionSpec spec) {
      return noted(new WatchedCollection(spec.name(), super.openCollection(spec)));
    }
  }

  private final class WatchedState extends ForwardingStateStore {
    WatchedState(StateStore state) {
      super(state);
    }

    @Override
    public Optional<StateEntry> get(String key, CallOptions options) {
      beforeRead();
      return super.get(key, options);
    }

    @Override
    public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
      beforeRead();
      return super.list(prefix, cursor, options);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      beforeWrite("commit");
      long version = super.commit(changes, options);
      afterWrite("commit");
      return version;
    }
  }

  private final class WatchedCollection extends ForwardingCollection {
    private final String name;
    private final Set<Namespace> written = ConcurrentHashMap.newKeySet();

    WatchedCollection(String name, RecordCollection collection) {
      super(collection);
      this.name = name;
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      beforeWrite("upsert " + name);
      MemoryException fault = (name.startsWith("recall") ? recallFault : archivalFault).get();
      if (fault != null) {
        throw fault;
      }
      records.forEach(record -> written.add(record.namespace()));
      super.upsert(records, options);
      afterWrite("upsert " + name);
    }

    long records() {
      return super.count(Set.copyOf(written), Filter.all(), CallOptions.none());
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      beforeWrite("patch " + name);
      super.patch(namespace, id, patch, options);
      afterWrite("patch " + name);
    }

    @Override
    public void delete(Namespace namespace, Selection which, CallOptions options) {
      aroundDeletion(name, false);
      super.delete(namespace, which, options);
      aroundDeletion(name, true);
    }

    @Override
    public List<MemoryRecord> fetch(
        Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
      beforeRead();
      return super.fetch(namespace, ids, projection, options);
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      beforeRead();
      return super.scan(request, options);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      beforeRead();
      return super.search(request, options);
    }

    @Override
    public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
      beforeRead();
      return super.count(namespaces, filter, options);
    }
  }
}
