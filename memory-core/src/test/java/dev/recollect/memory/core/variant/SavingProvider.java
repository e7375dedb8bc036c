package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens in-memory backends that keep the ids of their sample records in a file, which is all that
 * sample records need; they declare that this survives the process being killed.
 */
abstract class SavingProvider implements BackendProvider {

  private final boolean atOnce;

  private SavingProvider(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Saves before a write returns. */
  static final class AtOnce extends SavingProvider {
    AtOnce() {
      super(true);
    }
  }

  /** Saves when it is closed, so that reopening works and a kill loses everything. */
  static final class AtClose extends SavingProvider {
    AtClose() {
      super(false);
    }
  }

  @Override
  public String id() {
    return "saving";
  }

  @Override
  public Backend open(BackendContext context) {
    return new Saving(new InMemoryProvider().open(context), context.home().resolve("ids"), atOnce);
  }

  private static final class Saving extends ForwardingBackend {
    private final Path file;
    private final boolean atOnce;

    Saving(Backend backend, Path file, boolean atOnce) {
      super(backend);
      this.file = file;
      this.atOnce = atOnce;
    }

    @Override
    public Capabilities capabilities() {
      return Capabilities.builder().durability(Durability.PROCESS_KILL).build();
    }

    @Override
    public Optional<StateStore> state() {
      return Optional.empty();
    }

    @Override
    public RecordCollection openCollection(CollectionSpec spec) {
      RecordCollection collection = super.openCollection(spec);
      if (collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()) == 0) {
        collection.upsert(saved(), CallOptions.none());
      }
      return new ForwardingCollection(collection) {
        @Override
        public void upsert(List<MemoryRecord> records, CallOptions options) {
          super.upsert(records, options);
          if (atOnce) {
            save(this);
          }
        }
      };
    }

    private List<MemoryRecord> saved() {
      try {
        return Files.exists(file)
            ? Files.readAllLines(file).stream()
                .map(id -> SampleRecords.record(SampleRecords.ACME, id))
                .toList()
            : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void save(RecordCollection collection) {
      List<String> ids = new ArrayList<>();
      ScanRequest scan =
          new ScanRequest(
              Set.of(SampleRecords.ACME), Filter.all(), Projection.KEYS, Cursor.START, 1_000);
      for (var page = collection.scan(scan, CallOptions.none()); ; ) {
        page.items().forEach(record -> ids.add(record.id()));
        if (page.next().isEmpty()) {
          break;
        }
        page = collection.scan(scan.at(page.next().get()), CallOptions.none());
      }
      try {
        Path written = Files.write(file.resolveSibling("ids.new"), ids);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      if (health().healthy()) {
        save(super.openCollection(SampleRecords.spec()));
      }
      super.close();
    }
  }
}
