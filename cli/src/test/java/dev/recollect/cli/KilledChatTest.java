package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.core.Recollect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a chat is killed (SIGKILL) in the middle of a line, at random moments. */
class KilledChatTest {

  private static final int KILLS = Integer.getInteger("test.repetitions", 10);

  @TempDir private Path home;

  private final List<String> sent = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final Random random = new Random(20_261_121);

  @Test
  void run_killedInTheMiddleOfALine_losesNothingAcknowledged_andDoublesNothing() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      chatUntilKilled(kill);
    }
    CommandLineRun next = CommandLineRun.of(home, "What is the colour of lamp 0?\n", "run");
    assertThat(next.code()).as(next.error()).isZero();

    List<String> remembered = said();
    assertThat(remembered).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(remembered).allMatch(text -> sent.contains(text) || text.startsWith("What is"));
  }

  private void chatUntilKilled(int kill) throws IOException, InterruptedException {
    Process chat = start();
    try (OutputStream input = chat.getOutputStream();
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(chat.getInputStream(), StandardCharsets.UTF_8))) {
      say(input, "Lamp " + kill + " is green.");
      assertThat(answers.readLine()).as("the first answer").isNotNull();
      acknowledged.add(sent.getLast());
      say(input, "Chair " + kill + " is made of oak.");
      TimeUnit.MICROSECONDS.sleep(random.nextInt(40_000));
    } finally {
      chat.destroyForcibly().waitFor();
    }
  }

  private void say(OutputStream input, String line) throws IOException {
    sent.add(line);
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "run");
    builder.environment().put("RECOLLECT_HOME", home.toString());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> said() {
    try (Recollect memory = Recollect.builder().home(home).open()) {
      SearchResult<RecalledMessage> all =
          memory
              .recall("default")
              .between(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Set.of(Role.USER));
      return all.page(0, 1_000).stream().map(SearchHit::text).toList();
    }
  }
}
