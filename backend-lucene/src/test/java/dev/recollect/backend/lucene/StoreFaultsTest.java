package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the folder and the SQLite file in it. */
class StoreFaultsTest {

  @TempDir private Path folder;

  @Test
  void open_folderThatIsAFile_isRefusedNamingTheSetting() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    for (Path unusable : List.of(file, file.resolve("below"))) {
      MemoryException error = refused(unusable);
      assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContaining(unusable.toString()).hasMessageContaining("folder");
    }
    assertThat(file).hasContent("text");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a place that even root cannot write to")
  void open_folderThatCannotBeWritten_isRefused() {
    MemoryException error = refused(Path.of("/proc/recollect/store"));

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error).hasMessageContaining("/proc/recollect/store");
  }

  @Test
  void open_damagedStore_isCorruptAndLeftAsItIs() throws IOException {
    write(1);
    Path file = folder.resolve("store.sqlite");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(new byte[64]);
    }
    byte[] damaged = Files.readAllBytes(file);

    MemoryException error = refused(folder);

    assertThat(error.kind()).isEqualTo(ErrorKind.CORRUPT);
    assertThat(error).hasMessageContaining(file.toRealPath().toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void open_storeOfANewerRelease_isRefusedAndLeftAsItIs() throws IOException, SQLException {
    write(1);
    sql("PRAGMA user_version = " + (Schema.VERSION + 1));

    MemoryException error = refused(folder);

    assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
    assertThat(error).hasMessageContaining("version " + (Schema.VERSION + 1));
    sql("PRAGMA user_version = " + Schema.VERSION);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void open_sqliteFileOfAnotherProgram_isRefused() throws IOException, SQLException {
    sql("CREATE TABLE other(value)");

    assertThat(refused(folder).kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
  }

  @Test
  void upsert_secondBatchFails_reportsTheFirstAsApplied() throws IOException, SQLException {
    write(1);
    poison();
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 5_001; number++) {
      records.add(SampleRecords.record(SampleRecords.ACME, "many-" + number));
    }
    records.add(SampleRecords.builder(SampleRecords.ACME, "bad").text("poison").build());

    try (Store store = Store.open(folder)) {
      MemoryException error = failure(store.collection(), records);

      List<String> first = records.subList(0, 5_000).stream().map(MemoryRecord::id).toList();
      assertThat(error.outcome()).isEqualTo(new WriteOutcome.Partial(first, List.of()));
      assertThat(count(store)).isEqualTo(1 + 5_000);
      assertThat(failure(store.collection(), records.subList(4_990, 5_002)).outcome())
          .isEqualTo(new WriteOutcome.NotApplied());
      assertThat(count(store)).isEqualTo(1 + 5_000);
    }
  }

  @Test
  void upsert_secondBatchFails_idAlsoUnwrittenInAnotherNamespaceIsNotCalledWritten()
      throws IOException, SQLException {
    write(1);
    poison();
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 5_000; number++) {
      records.add(SampleRecords.record(SampleRecords.ACME, "many-" + number));
    }
    records.add(SampleRecords.builder(SampleRecords.ACME, "bad").text("poison").build());
    records.add(SampleRecords.record(SampleRecords.GLOBEX, "many-7"));

    try (Store store = Store.open(folder)) {
      List<String> certain =
          records.subList(0, 5_000).stream()
              .map(MemoryRecord::id)
              .filter(id -> !id.equals("many-7"))
              .toList();
      assertThat(failure(store.collection(), records).outcome())
          .isEqualTo(new WriteOutcome.Partial(certain, List.of("many-7")));
    }
  }

  /** Makes the store refuse a record with a certain text. */
  private void poison() throws SQLException {
    sql(
        "CREATE TRIGGER refusing BEFORE INSERT ON record_1 WHEN NEW.text = 'poison'"
            + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
  }

  @Test
  void delete_manyRecords_makesTheFilesSmaller() throws IOException {
    write(4_000);
    long full = bytes();

    try (Store store = Store.open(folder)) {
      store
          .collection()
          .delete(SampleRecords.ACME, Selection.matching(Filter.all()), CallOptions.none());
      assertThat(SearchAll.ids(store.collection(), SampleRecords.ACME)).isEmpty();
    }

    assertThat(bytes()).isLessThan(full / 2);
  }

  @Test
  void replace_manyTimes_reusesTheSpace() throws IOException {
    for (int round = 0; round < 2; round++) {
      write(1_000);
    }
    long few = bytes();
    for (int round = 0; round < 6; round++) {
      write(1_000);
    }

    assertThat(bytes()).isLessThan(2 * few);
  }

  private static MemoryException failure(RecordCollection collection, List<MemoryRecord> records) {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> collection.upsert(records, CallOptions.none()))
        .actual();
  }

  private static MemoryException refused(Path folder) {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> Store.open(folder))
        .actual();
  }

  private void write(int count) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      records.add(
          SampleRecords.builder(SampleRecords.ACME, "id-" + number)
              .text("a text of some length ".repeat(50) + number)
              .build());
    }
    try (Store store = Store.open(folder)) {
      store.collection().upsert(records, CallOptions.none());
    }
  }

  private long count() {
    try (Store store = Store.open(folder)) {
      return count(store);
    }
  }

  private static long count(Store store) {
    return store.collection().count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none());
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.sqlite"));
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
