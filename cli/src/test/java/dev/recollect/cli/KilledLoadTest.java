package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Documents;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a load is killed in the middle, again and again, until one comes to its end. */
class KilledLoadTest {

  private static final int KILLS = Math.max(2, Integer.getInteger("test.repetitions", 10) / 5);
  private static final int FILES = 300;
  private static final int ALL = KILLS * FILES;

  @TempDir private Path temporary;

  private final Random random = new Random(20_261_121);

  @Test
  void load_killedInTheMiddle_andLoadedAgain_holdsEveryDocumentOnce() throws Exception {
    Path home = temporary.resolve("home");
    Path folder = Files.createDirectory(temporary.resolve("notes"));
    for (int kill = 0; kill < KILLS; kill++) {
      // Each time so many more that it is killed in the middle, however far the last one came.
      writeFiles(folder, kill * FILES, (kill + 1) * FILES);
      loadUntilKilled(home, folder, kill == 0 ? "INT" : "KILL");
    }
    CommandLineRun last =
        CommandLineRun.of(
            home, "", "load", "directory", "--name", "notes", "--input-dir", folder.toString());
    assertThat(last.code()).as(last.error()).isZero();
    assertEveryDocumentOnce(home);
  }

  private static void writeFiles(Path folder, int first, int end) throws IOException {
    for (int number = first; number < end; number++) {
      Files.writeString(folder.resolve(name(number)), "Lamp " + number + " hangs in the hall.");
    }
  }

  private static String name(int number) {
    return "lamp-%04d.txt".formatted(number);
  }

  private void loadUntilKilled(Path home, Path folder, String signal)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        ChildProcess.command(
            Main.class, "load", "directory", "--name", "notes", "--input-dir", folder.toString());
    builder.environment().put("RECOLLECT_HOME", home.toString());
    Process load = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader progress = load.errorReader(StandardCharsets.UTF_8)) {
      String first = progress.readLine();
      assertThat(first).as("the first progress").startsWith("notes: ");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
      new ProcessBuilder("kill", "-" + signal, Long.toString(load.pid())).start().waitFor();
      assertThat(load.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      load.destroyForcibly().waitFor();
    }
  }

  private static void assertEveryDocumentOnce(Path home) {
    try (Recollect memory = Recollect.builder().home(home).open()) {
      Documents documents = memory.sources().documents("notes");
      List<Document> all = all(documents);
      assertThat(all).allMatch(Document::complete);
      assertThat(all).extracting(Document::name).doesNotHaveDuplicates().hasSize(ALL);
      assertThat(documents.count()).isEqualTo(ALL);
      for (int number = 0; number < ALL; number += 37) {
        String file = name(number);
        assertThat(documents.search(query(number)).hits())
            .extracting(KilledLoadTest::file)
            .as(file)
            .containsOnlyOnce(file);
      }
    }
  }

  private static SearchQuery query(int number) {
    return SearchQuery.builder("Lamp " + number + " hangs in the hall").topK(100).build();
  }

  private static String file(SearchHit<Passage> hit) {
    return hit.item().metadata().text(Passage.FILE).orElseThrow();
  }

  private static List<Document> all(Documents documents) {
    List<Document> all = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Document> page = documents.list(cursor.orElseThrow());
      all.addAll(page.items());
      cursor = page.next();
    }
    return all;
  }
}
