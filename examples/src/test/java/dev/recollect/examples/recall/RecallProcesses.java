package dev.recollect.examples.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ExampleProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recall example, each question in a process of its own, on some backend. */
abstract class RecallProcesses {

  private static final String QUESTION = "What is my boat called?";

  @TempDir private Path folder;

  /** Returns the environment that chooses the backend, and an empty memory there. */
  abstract Map<String, String> environment();

  private String ask(String user, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--user", user, "--show-recalled"));
    all.addAll(Arrays.asList(arguments));
    Ended ended =
        ExampleProcess.run(folder, environment(), RecallCommand.class, all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    return String.join("\n", ended.output());
  }

  @Test
  void whatOneProcessIsTold_aSecondKnowsInAnotherConversation_andNobodyElseDoes()
      throws IOException {
    ask("sam", "--conversation", "boats", "My boat is called Petrel.");
    assertThat(ask("sam", "--conversation", "tour", QUESTION))
        .contains("<past_exchanges>")
        .contains("\"conversation\":\"boats\",\"person\":\"My boat is called Petrel.\"")
        .containsPattern("</past_exchanges>\nYou told me on .*: \"My boat is called Petrel.\"");
    assertThat(ask("sam", "--conversation", "ferry", "--only-this-conversation", QUESTION))
        .startsWith("(nothing)\n");
    assertThat(ask("eve", "--conversation", "boats", QUESTION))
        .isEqualTo("(nothing)\nI found nothing in my memory about that.");
  }
}
