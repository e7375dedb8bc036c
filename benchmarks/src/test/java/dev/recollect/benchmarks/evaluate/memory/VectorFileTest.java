package dev.recollect.benchmarks.evaluate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

  private static final EmbeddingIdentity MODEL = new EmbeddingIdentity("m", "1", "q", "p", 2, "");
  private static final EmbeddingIdentity OTHER = new EmbeddingIdentity("m", "2", "q", "p", 2, "");

  @TempDir Path folder;

  private void keep(String text, float... vector) {
    try (VectorFile file = VectorFile.open(folder, MODEL)) {
      file.keep(List.of(text), List.of(vector));
    }
  }

  private float[] find(String text) {
    try (VectorFile file = VectorFile.open(folder, MODEL)) {
      return file.find(text).orElse(new float[0]);
    }
  }

  @Test
  void find_keptInAnEarlierRun_isTheSame() {
    keep("one", 1, 2);
    keep("two", -3.5f, 4);

    assertThat(find("one")).containsExactly(1, 2);
    assertThat(find("two")).containsExactly(-3.5f, 4);
    assertThat(find("three")).isEmpty();
  }

  @Test
  void find_moreThanABlock_areAllThere() {
    try (VectorFile file = VectorFile.open(folder, MODEL)) {
      for (int n = 0; n < 700; n++) {
        file.keep(List.of("text " + n), List.of(new float[] {n, -n}));
      }
    }
    assertThat(find("text 0")).containsExactly(0, 0);
    assertThat(find("text 699")).containsExactly(699, -699);
  }

  @Test
  void open_ofAnotherModel_isAnotherFile() {
    keep("one", 1, 2);

    try (VectorFile other = VectorFile.open(folder, OTHER)) {
      assertThat(other.find("one")).isEmpty();
    }
  }

  @Test
  void open_recordTornByACrash_isOverwritten() throws IOException {
    keep("one", 1, 2);
    try (Stream<Path> files = Files.list(folder)) {
      Files.write(files.findFirst().orElseThrow(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    }

    keep("two", 3, 4);

    assertThat(find("one")).containsExactly(1, 2);
    assertThat(find("two")).containsExactly(3, 4);
  }

  @Test
  void keep_byTwoAtOnce_losesNothing() {
    try (VectorFile first = VectorFile.open(folder, MODEL);
        VectorFile second = VectorFile.open(folder, MODEL)) {
      first.keep(List.of("one"), List.of(new float[] {1, 1}));
      second.keep(List.of("two"), List.of(new float[] {2, 2}));
      first.keep(List.of("three"), List.of(new float[] {3, 3}));
    }

    assertThat(find("one")).containsExactly(1, 1);
    assertThat(find("two")).containsExactly(2, 2);
    assertThat(find("three")).containsExactly(3, 3);
  }
}
