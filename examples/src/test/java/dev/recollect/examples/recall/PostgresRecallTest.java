package dev.recollect.examples.recall;

import dev.recollect.examples.shared.PostgresSchema;
import dev.recollect.examples.shared.ReadmeCommands;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRecallTest {

  @Test
  void commandsOfTheReadme_printWhatIsWritten(@TempDir Path folder) throws IOException {
    try (PostgresSchema schema = new PostgresSchema()) {
      new ReadmeCommands(folder, schema.environment()).check(RecallReadmeTest.README);
    }
  }
}
