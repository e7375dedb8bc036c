package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.tck.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  @Test
  void open_heldByAnotherProcess_isRefusedNamingFolderAndProcess() throws IOException {
    try (ChildProcess holder = ChildProcess.start(HoldingChild.class, folder.toString())) {
      assertThat(holder.line()).isEqualTo("opened");

      MemoryException error = refused();

      assertThat(error.kind()).isEqualTo(ErrorKind.CONFLICT);
      assertThat(error).hasMessageContaining(folder.toString());
      assertThat(error).hasMessageContaining("process " + holder.pid());
    }
  }

  @Test
  void open_afterTheHolderWasKilled_succeeds() throws IOException {
    try (ChildProcess holder = ChildProcess.start(HoldingChild.class, folder.toString())) {
      assertThat(holder.line()).isEqualTo("opened");
      holder.kill();

      try (Store store = Store.open(folder)) {
        assertThat(store.backend().health().healthy()).isTrue();
      }
    }
  }

  @Test
  void open_twiceInOneProcess_isRefusedAndKeepsOthersOut() throws IOException {
    try (Store store = Store.open(folder)) {
      assertThat(refused()).hasMessageContaining("this process");
      // POSIX drops a process's lock when it closes any descriptor of the file.
      try (ChildProcess other = ChildProcess.start(HoldingChild.class, folder.toString())) {
        assertThat(other.line())
            .startsWith("CONFLICT")
            .contains("process " + ProcessHandle.current().pid());
      }
      assertThat(store.backend().health().healthy()).isTrue();
    }
  }

  @Test
  void open_throughALink_isTheSameFolder() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (Store store = Store.open(real)) {
      assertThatExceptionOfType(MemoryException.class).isThrownBy(() -> Store.open(link));
      assertThat(store.backend().health().healthy()).isTrue();
    }
  }

  @Test
  void open_afterAFailedOpen_isPossible() throws IOException {
    Files.writeString(folder.resolve("store.sqlite"), "no SQLite file, but long enough to be one");
    assertThat(refused().kind()).isEqualTo(ErrorKind.CORRUPT);
    Files.delete(folder.resolve("store.sqlite"));

    try (Store store = Store.open(folder)) {
      assertThat(store.backend().health().healthy()).isTrue();
    }
  }

  private MemoryException refused() {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> Store.open(folder))
        .actual();
  }
}
