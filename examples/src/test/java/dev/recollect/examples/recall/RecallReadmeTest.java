package dev.recollect.examples.recall;

import dev.recollect.examples.shared.ReadmeCommands;
import dev.recollect.examples.shared.ReadmeSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallReadmeTest {

  static final Path README = Path.of("src/main/java/dev/recollect/examples/recall/README.md");

  @Test
  void samples_areTheTestedCode() throws IOException {
    ReadmeSamples.check(README);
  }

  @Test
  void commands_printWhatIsWritten(@TempDir Path folder) throws IOException {
    new ReadmeCommands(folder, Map.of("MEMORY_BACKEND", "lucene")).check(README);
  }
}
