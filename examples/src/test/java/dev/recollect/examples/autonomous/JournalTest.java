package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.autonomous.Journal.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Action WROTE =
      new Action("1/1/0", "write_file", "{\"name\":\"a\"}", "ok\n", 7);
  private static final Action COMPUTED = new Action("1/2/0", "compute", "{}", "4.5", 8);

  private Path file;

  @BeforeEach
  void place(@TempDir Path folder) {
    file = folder.resolve("journal");
  }

  @Test
  void add_isReadByTheNextProcess() throws IOException {
    Journal.open(file).add(WROTE);
    Journal.open(file).add(COMPUTED);
    Journal journal = Journal.open(file);
    assertThat(journal.actions()).containsExactly(WROTE, COMPUTED);
    assertThat(journal.find("1/2/0")).hasValue(COMPUTED);
    assertThat(journal.find("1/3/0")).isEmpty();
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void lineThatAProcessLeftUnfinished_isDropped() throws IOException {
    Journal.open(file).add(WROTE);
    Files.writeString(file, "{\"key\":\"1/2/0\",\"to", StandardOpenOption.APPEND);
    Journal journal = Journal.open(file);
    assertThat(journal.actions()).containsExactly(WROTE);
    journal.add(COMPUTED);
    assertThat(Journal.open(file).actions()).containsExactly(WROTE, COMPUTED);
  }

  @Test
  void lineThatEndsInsideACharacter_isDropped() throws IOException {
    Journal.open(file).add(WROTE);
    Files.write(file, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
    assertThat(Journal.open(file).actions()).containsExactly(WROTE);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void clear_leavesAnEmptyJournal() {
    Journal journal = Journal.open(file);
    journal.add(WROTE);
    journal.clear();
    journal.add(COMPUTED);
    assertThat(Journal.open(file).actions()).containsExactly(COMPUTED);
  }
}
