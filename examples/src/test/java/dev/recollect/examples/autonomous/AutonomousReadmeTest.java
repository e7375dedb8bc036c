package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ReadmeCommands;
import dev.recollect.examples.shared.ReadmeSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutonomousReadmeTest {

  private static final Path README =
      Path.of("src/main/java/dev/recollect/examples/autonomous/README.md");

  @Test
  void samples_areCodeThatRuns(@TempDir Path folder) throws IOException {
    ReadmeSamples.check(README);
    assertThat(ExampleProcess.run(folder, Map.of(), TextMemorySample.class).output())
        .containsExactly("The berths of the harbour are 4.5 m deep on average", "1 texts");
  }

  @Test
  void commands_printWhatIsWritten(@TempDir Path folder) throws IOException {
    new ReadmeCommands(folder, Map.of()).check(README);
  }
}
