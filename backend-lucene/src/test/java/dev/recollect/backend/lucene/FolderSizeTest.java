package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSizeTest {

  @TempDir private Path folder;

  @Test
  void bytes_areThoseOfAllFilesBelow() throws IOException {
    Files.write(folder.resolve("one"), new byte[10]);
    Files.createDirectory(folder.resolve("deeper"));
    Files.write(folder.resolve("deeper").resolve("two"), new byte[5]);

    assertThat(new FolderSize(folder).bytes()).isEqualTo(15);
  }

  @Test
  void bytes_ofAnOpenStore_growWithRecords() {
    try (Store store = Store.open(folder)) {
      long empty = store.backend().bytes().orElseThrow();
      store
          .collection()
          .upsert(List.of(SampleRecords.record(SampleRecords.ACME, "one")), CallOptions.none());

      assertThat(empty).isPositive();
      assertThat(store.backend().bytes().orElseThrow()).isGreaterThan(empty);
    }
  }

  @Test
  void bytes_ofAClosedStore_isRefused() {
    Store store = Store.open(folder);
    store.close();

    assertThatThrownBy(() -> store.backend().bytes())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }
}
