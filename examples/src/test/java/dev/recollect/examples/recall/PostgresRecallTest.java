package dev.recollect.examples.recall;

import dev.recollect.examples.shared.PostgresSchema;
import dev.recollect.examples.shared.ReadmeCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRecallTest extends RecallProcesses {

  private PostgresSchema schema;

  @BeforeEach
  void open() {
    schema = new PostgresSchema();
  }

  @AfterEach
  void drop() {
    if (schema != null) {
      schema.close();
    }
  }

  @Override
  Map<String, String> environment() {
    return schema.environment();
  }

  @Test
  void commandsOfTheReadme_printWhatIsWritten(@TempDir Path folder) throws IOException {
    new ReadmeCommands(folder, environment()).check(RecallReadmeTest.README);
  }
}
