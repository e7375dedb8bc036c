package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
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
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An in-memory backend with a journal of one namespace's sample records, whose text says what their
 * vectors were drawn from, of the payload's key {@code revision} and of state that is put.
 */
final class SavedBackend extends ForwardingBackend {

  private static final CallOptions NO_OPTIONS = CallOptions.none();

  private final SavingProvider saving;
  private final Path journal;
  private boolean closed;

  SavedBackend(Backend backend, SavingProvider saving, Path home) {
    super(backend);
    this.saving = saving;
    this.journal = home.resolve(SavingProvider.JOURNAL);
    RecordCollection collection = super.openCollection(SampleRecords.spec());
    journal().forEach(line -> repeat(line.split("\t", -1), collection));
  }

  private List<String> journal() {
    try {
      return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void repeat(String[] words, RecordCollection collection) {
    switch (words[0]) {
      case "upsert" -> collection.upsert(List.of(record(words)), NO_OPTIONS);
      case "delete" ->
          collection.delete(SampleRecords.ACME, Selection.ids(List.of(words[1])), NO_OPTIONS);
      default -> {
        StateStore state = super.state().orElseThrow();
        long version = state.get(words[1], NO_OPTIONS).map(StateEntry::version).orElse(0L);
        state.commit(List.of(new StateChange.Put(words[1], words[2], version)), NO_OPTIONS);
      }
    }
  }

  private static MemoryRecord record(String[] words) {
    MemoryRecord drawn =
        SampleRecords.record(SampleRecords.ACME, words[5].substring("text of ".length()));
    Payload.Builder payload = Payload.builder();
    if (!words[4].isEmpty()) {
      payload.put("revision", words[4]);
    }
    return SampleRecords.builder(SampleRecords.ACME, words[1])
        .partOf(words[2], Integer.parseInt(words[3]))
        .payload(payload.build())
        .text(words[5])
        .dense(drawn.dense())
        .sparse(drawn.sparse())
        .build();
  }

  private static String line(MemoryRecord record) {
    return String.join(
        "\t",
        "upsert",
        record.id(),
        record.parent(),
        Integer.toString(record.part()),
        record.payload().text("revision").orElse(""),
        record.text());
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.builder().durability(Durability.PROCESS_KILL).build();
  }

  @Override
  public Optional<StateStore> state() {
    return super.state()
        .map(store ->
            new ForwardingStateStore(store) {
              @Override
              public long commit(List<StateChange> changes, CallOptions options) {
                saving.saveState(
                    journal,
                    changes.stream()
                        .map(StateChange.Put.class::cast)
                        .map(put -> String.join("\t", "state", put.key(), put.value()))
                        .toList());
                return super.commit(changes, options);
              }
            });
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    return new SavedCollection(super.openCollection(spec));
  }

  @Override
  public void close() {
    if (!closed) {
      saving.close(journal);
    }
    closed = true;
    super.close();
  }

  private final class SavedCollection extends ForwardingCollection {
    SavedCollection(RecordCollection collection) {
      super(collection);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      saving.saveRecords(journal, records.stream().map(SavedBackend::line).toList());
      super.upsert(records, options);
    }

    @Override
    public void delete(Namespace namespace, Selection selection, CallOptions options) {
      Filter filter = ((Selection.Matching) selection).filter();
      ScanRequest all =
          new ScanRequest(Set.of(namespace), filter, Projection.KEYS, Cursor.START, 1_000);
      saving.saveRecords(
          journal,
          scan(all, options).items().stream().map(record -> "delete\t" + record.id()).toList());
      super.delete(namespace, selection, options);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      return super.search(request, options).stream()
          .map(found -> found.subList(0, saving.told(SavingProvider.Read.SEARCH, found.size())))
          .toList();
    }

    @Override
    public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
      return saving.told(SavingProvider.Read.COUNT, (int) super.count(namespaces, filter, options));
    }

    @Override
    public List<MemoryRecord> fetch(
        Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
      List<MemoryRecord> found = super.fetch(namespace, ids, projection, options);
      return found.subList(0, saving.told(SavingProvider.Read.FETCH, found.size()));
    }
  }
}
