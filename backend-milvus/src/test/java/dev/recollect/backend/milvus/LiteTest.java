package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a folder, served by a Milvus Lite of its own. */
@Timeout(600)
class LiteTest {

  @TempDir private Path home;

  private Backend open() {
    return TestStore.open(Map.of("lite.program", TestStore.liteProgram()), home);
  }

  private static long count(Backend backend) {
    return TestStore.collection(backend)
        .count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none());
  }

  @Test
  void open_nothingSet_keepsRecordsInTheHomeFolder() {
    try (Backend backend = open()) {
      TestStore.collection(backend)
          .upsert(SampleRecords.records(SampleRecords.ACME, 5), CallOptions.none());
      assertThat(backend.capabilities().exclusive()).isTrue();
      assertThat(backend.state()).isEmpty();
      assertThat(backend.health().detail()).contains(home.resolve("milvus.db").toString());
      assertThat(backend.bytes().orElseThrow()).isPositive();
    }
    assertThat(home.resolve("milvus.db")).isDirectory();
    try (Backend backend = open()) {
      assertThat(count(backend)).isEqualTo(5);
    }
  }

  @Test
  void close_endsTheChildAndAllThatItStarted() {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    Backend backend = open();
    List<ProcessHandle> started =
        ProcessHandle.current().descendants().filter(child -> !before.contains(child)).toList();
    assertThat(started).isNotEmpty();
    backend.close();
    backend.close();
    awaitEnd(started);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    long begin = System.nanoTime();
    while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void open_whileOpen_isAConflictThatNamesTheProcess() {
    try (Backend backend = open()) {
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(this::open)
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFLICT))
          .withMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .withMessageContaining("milvus.db");
      assertThat(count(backend)).isZero();
    }
  }

  @Test
  void child_killed_isUnavailableUntilOpenedAgain() {
    try (Backend backend = open()) {
      RecordCollection collection = TestStore.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 5), CallOptions.none());
      ProcessHandle.current()
          .descendants()
          .filter(child -> child.info().commandLine().orElse("").contains(home.toString()))
          .forEach(ProcessHandle::destroyForcibly);
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> count(backend))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
      assertThat(backend.health().healthy()).isFalse();
    }
    try (Backend backend = open()) {
      assertThat(count(backend)).isEqualTo(5);
    }
  }

  @Test
  void open_programMissing_saysHowToInstallIt() {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> TestStore.open(Map.of("lite.program", "no-such-program"), home))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .withMessageContaining("no-such-program")
        .withMessageContaining("pip install milvus-lite pymilvus");
    assertThat(home.resolve("milvus.db")).doesNotExist();
  }

  @Test
  void open_programThatFails_repeatsWhatItSaid() throws IOException {
    Path program =
        Files.createFile(
            home.resolve("broken"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(program, "#!/bin/sh\necho ModuleNotFoundError: pymilvus >&2\nexit 1\n");
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> TestStore.open(Map.of("lite.program", program.toString()), home))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .withMessageContaining("ModuleNotFoundError: pymilvus")
        .withMessageContaining("pip install milvus-lite pymilvus");
  }

  @Test
  void open_fileOfAnEarlierLite_isIncompatible() throws IOException {
    Path file = Files.writeString(home.resolve("milvus.db"), "SQLite format 3");
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(this::open)
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE))
        .withMessageContaining(file.toString());
    assertThat(file).hasContent("SQLite format 3");
  }
}
