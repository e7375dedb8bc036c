package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is derived: whatever happens to it, the next opening answers as before. */
class IndexRebuildTest {

  private static final int RECORDS = 500;

  @TempDir private Path folder;
  private final Set<String> ids = new TreeSet<>();

  @BeforeEach
  void writeRecords() {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < RECORDS; number++) {
      ids.add("id-" + number);
      records.add(SampleRecords.record(SampleRecords.ACME, "id-" + number));
    }
    try (Store store = Store.open(folder)) {
      store.collection().upsert(records, CallOptions.none());
      delete(store.collection(), "id-7");
    }
  }

  private void delete(RecordCollection collection, String id) {
    collection.delete(SampleRecords.ACME, Selection.ids(List.of(id)), CallOptions.none());
    ids.remove(id);
  }

  @Test
  void open_soundIndex_isUsedAsItIs() throws IOException {
    List<Path> before = Store.indexFiles(folder);

    assertAllIsFound();

    assertThat(Store.indexFiles(folder)).containsAll(before.stream().filter(this::isData).toList());
  }

  private boolean isData(Path file) {
    return file.getFileName().toString().endsWith(".cfs");
  }

  @Test
  void open_missingIndex_isRebuilt() throws IOException {
    IOUtils.rm(folder.resolve("index"));

    assertAllIsFound();
  }

  @Test
  void open_anyFileCutOff_isRebuilt() throws IOException {
    for (Path file : Store.indexFiles(folder)) {
      if (Files.exists(file) && Files.size(file) > 0) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.setLength(open.length() / 2);
        }
        assertAllIsFound();
      }
    }
  }

  @Test
  void open_anyFileOverwritten_isRebuilt() throws IOException {
    for (Path file : Store.indexFiles(folder)) {
      if (Files.exists(file) && Files.size(file) > 0) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          long middle = open.length() / 2;
          open.seek(middle);
          int value = open.read();
          open.seek(middle);
          open.write(~value);
        }
        assertAllIsFound();
      }
    }
  }

  @Test
  void open_anyFileMissing_isRebuilt() throws IOException {
    for (Path file : Store.indexFiles(folder)) {
      Files.deleteIfExists(file);
      assertAllIsFound();
    }
  }

  @Test
  void open_indexOfAnotherFormat_isRebuilt() throws IOException {
    recommit(Map.of("format", "0", "store", "any", "position", "1"));

    assertAllIsFound();
  }

  @Test
  void open_indexOfAnotherStore_isRebuilt() throws IOException {
    recommit(Map.of("format", "1", "store", "another", "position", "1"));

    assertAllIsFound();
  }

  private void recommit(Map<String, String> data) throws IOException {
    Path index = Store.indexFiles(folder).getFirst().getParent();
    try (Directory directory = FSDirectory.open(index);
        IndexWriter writer =
            new IndexWriter(
                directory, new IndexWriterConfig().setCodec(LargeVectorsFormat.codec()))) {
      writer.deleteAll();
      writer.setLiveCommitData(data.entrySet());
      writer.commit();
    }
  }

  @Test
  void open_olderCopyOfTheIndex_isMadeCurrent() throws IOException {
    Path index = folder.resolve("index");
    Path saved = folder.resolve("saved");
    copy(index, saved);
    try (Store store = Store.open(folder)) {
      RecordCollection collection = store.collection();
      delete(collection, "id-8");
      collection.upsert(
          List.of(
              SampleRecords.record(SampleRecords.ACME, "id-9"),
              SampleRecords.record(SampleRecords.ACME, "new")),
          CallOptions.none());
      ids.add("new");
    }
    IOUtils.rm(index);
    copy(saved, index);

    assertAllIsFound();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void open_fieldDeclaredLater_isFilteredInOldRecordsToo() {
    try (Store store = Store.open(folder)) {
      store
          .collection()
          .upsert(
              List.of(
                  SampleRecords.builder(SampleRecords.ACME, "with")
                      .payload(Payload.builder().put("later", 5).build())
                      .build()),
              CallOptions.none());
    }
    try (Store store = Store.open(folder)) {
      RecordCollection collection =
          store.collection(
              SampleRecords.spec().toBuilder().field("later", PayloadType.INT64).build());

      assertThat(SearchAll.ids(collection, SampleRecords.ACME, Filter.eq("later", 5)))
          .containsExactly("with");
      assertThat(SearchAll.ids(collection, SampleRecords.ACME)).hasSize(RECORDS);
    }
  }

  private void assertAllIsFound() {
    try (Store store = Store.open(folder)) {
      assertThat(SearchAll.ids(store.collection(), SampleRecords.ACME)).isEqualTo(ids);
    }
  }
}
