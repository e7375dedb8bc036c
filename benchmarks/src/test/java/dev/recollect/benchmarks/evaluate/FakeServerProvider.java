package dev.recollect.benchmarks.evaluate;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that outlives whoever connects to it, as a server does, under the id {@value #ID}: what a
 * run leaves there can be seen afterwards.
 */
public final class FakeServerProvider implements BackendProvider {

  static final String ID = "fakeserver";

  // A server is one for the whole machine; hence the static state, against the house rule.
  private static @Nullable Backend server;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Backend open(BackendContext context) {
    synchronized (FakeServerProvider.class) {
      if (server == null) {
        server = new InMemoryProvider().open(context);
      }
      return new Connection(server);
    }
  }

  /** Returns the keys of the server's state that begin with a prefix. */
  static synchronized List<String> keys(String prefix) {
    return server == null
        ? List.of()
        : server
            .state()
            .orElseThrow()
            .list(prefix, Cursor.START, CallOptions.none())
            .items()
            .stream()
            .map(StateEntry::key)
            .toList();
  }

  private record Connection(Backend server) implements Backend {
    @Override
    public Capabilities capabilities() {
      return server.capabilities();
    }

    @Override
    public Optional<StateStore> state() {
      return server.state();
    }

    @Override
    public RecordCollection openCollection(CollectionSpec spec) {
      return server.openCollection(spec);
    }

    @Override
    public Page<CollectionSpec> collections(Cursor cursor) {
      return server.collections(cursor);
    }

    @Override
    public void dropCollection(String name) {
      server.dropCollection(name);
    }

    @Override
    public Health health() {
      return server.health();
    }

    @Override
    public void close() {
      // The server goes on.
    }
  }
}
