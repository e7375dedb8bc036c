package dev.recollect.benchmarks.dialogue;

import dev.recollect.agent.Agent;
import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * Holds dialogues with the offline model over a real memory and counts the answers that are as
 * expected.
 *
 * <p>Arguments: files of dialogues. Blank lines part dialogues, each with an agent of its own; a
 * line {@code question => wanted, !unwanted} is checked.
 */
public final class Dialogues {

  private final Recollect memory;
  private int asked;
  private int met;
  private int dialogues;

  private Dialogues(Recollect memory) {
    this.memory = memory;
  }

  /** Runs the dialogues. */
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      Path home = Files.createTempDirectory("dialogues");
      try (Recollect memory = Recollect.builder().home(home).open()) {
        new Dialogues(memory).run(Path.of(file));
      }
    }
  }

  private void run(Path file) throws IOException {
    for (String dialogue : Files.readString(file).split("\\R\\s*\\R", -1)) {
      hold(
          Arrays.stream(dialogue.split("\\R", -1))
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Expectation::read)
              .toList());
    }
    System.out.printf(
        "%s: %d dialogues, %d questions, answered as expected: %d (%.3f)%n",
        file.getFileName(), dialogues, asked, met, (double) met / Math.max(1, asked));
  }

  private void hold(List<Expectation> lines) {
    dialogues++;
    try (Agent agent =
        Agent.builder(memory, OfflineModel.in(ZoneOffset.UTC))
            .name("dialogue-" + dialogues)
            .openOrCreate()) {
      lines.forEach(line -> say(agent, line));
    }
  }

  private void say(Agent agent, Expectation line) {
    String answer = agent.send(line.said()).text();
    if (!line.asks()) {
      return;
    }
    asked++;
    if (line.isMetBy(answer)) {
      met++;
    } else {
      System.out.printf(
          "%s%n  wanted %s, not %s%n%s",
          line.said(), line.wanted(), line.unwanted(), answer.indent(2));
    }
  }
}
