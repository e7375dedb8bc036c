package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.core.Recollect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a person at a terminal meets it. */
class TerminalRunTest {

  private static final Pattern MADE = Pattern.compile("Making a new agent: ([a-z]+-[a-z]+)\\. ");

  @TempDir private Path home;

  private CommandLineRun run(String typed, String... more) {
    return run(Map.of(), typed, more);
  }

  private CommandLineRun run(Map<String, String> variables, String typed, String... more) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    InputStream input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    Console console =
        new Console(
            input,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            true,
            self -> new PipedLines(self.input()));
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("RECOLLECT_HOME", home.toString());
    List<String> arguments = new java.util.ArrayList<>(List.of("run"));
    arguments.addAll(List.of(more));
    int code = Main.run(console, environment, arguments);
    return new CommandLineRun(
        code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private void make(String... names) {
    for (String name : names) {
      CommandLineRun.of(home, "Hello.\n", "run", "--agent", name);
    }
  }

  private static String made(CommandLineRun run) {
    Matcher matcher = MADE.matcher(run.error());
    assertThat(matcher.find()).as(run.error()).isTrue();
    return matcher.group(1);
  }

  @Test
  void run_firstOfAll_makesAnAgentUnderANameOfOurs_saysSo_andItGreets() {
    CommandLineRun run = run("My dog is called Biscuit.\n");
    assertThat(run.code()).as(run.error()).isZero();
    String name = made(run);
    assertThat(run.error())
        .contains("There are no agents yet.")
        .contains("./recollect run --agent " + name)
        .contains("agent " + name + " | model offline");
    assertThat(run.answers()).hasSize(2);
    assertThat(run.answers().getFirst()).startsWith("Hello. I am Recollect's offline model");
    assertThat(run("/memory\n", "--agent", name).output()).contains("dog is called Biscuit");
  }

  @Test
  void run_greeting_isRecalledAsTheAgentsAndTheEventIsNot() {
    String name = made(run(""));
    try (Recollect memory = Recollect.builder().home(home).open()) {
      List<RecalledMessage> all =
          memory
              .recall(name)
              .between(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Set.of())
              .page(0, 100)
              .stream()
              .map(hit -> hit.item())
              .toList();
      assertThat(all).hasSize(1);
      assertThat(all.getFirst().message().role()).isEqualTo(Role.ASSISTANT);
      assertThat(memory.archival(name).count()).isZero();
    }
  }

  @Test
  void run_newAgentByName_greets_andAnExistingOneDoesNot() {
    CommandLineRun first =
        run("", "--agent", "ada", "--persona", "I am Ada.", "--human", "Name: Sam");
    assertThat(first.output()).startsWith("Hello, Sam. I am Ada, and Recollect's offline model");
    assertThat(run("", "--agent", "ada").output()).isEmpty();
  }

  @Test
  void run_agentsThere_areListed_andEnterTakesTheLastUsed() {
    make("ada", "eve");
    make("ada");
    CommandLineRun run = run("\nWhat is my name?\n");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.error())
        .containsPattern("1  ada  last used \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d, 4 messages")
        .containsPattern("2  eve  last used .*, 2 messages")
        .contains("Enter for ada")
        .contains("agent ada | model");
    assertThat(run.answers()).hasSize(1);
  }

  @Test
  void run_agentsThere_arePickedByNumberOrName() {
    make("ada", "eve");
    assertThat(run("2\n").error()).contains("agent ada | model");
    assertThat(run(" eve \n").error()).contains("agent eve | model");
  }

  @Test
  void run_noSuchChoice_namesTheNearest_andAsksAgain() {
    make("ada");
    CommandLineRun run = run("adda\n7\nada\n");
    assertThat(run.error())
        .contains("There is no agent 'adda'. Did you mean 'ada'?")
        .contains("There is no agent '7'.")
        .contains("agent ada | model");
  }

  @Test
  void run_new_makesAnother_whichGreets() {
    make("ada");
    CommandLineRun run = run("new\n");
    assertThat(run.error()).contains("agent " + made(run) + " | model");
    assertThat(run.answers()).hasSize(1);
  }

  @Test
  void run_optionsOfANewAgent_makeEnterMeanANewOne() {
    make("ada");
    CommandLineRun run = run("\n", "--persona", "I am Eve.");
    assertThat(run.error()).contains("Enter for a new agent").contains("agent " + made(run));
    assertThat(run.output()).contains("I am Eve");
  }

  @Test
  void run_inputEndsWhileChoosing_leavesWithZero() {
    make("ada");
    for (String typed : new String[] {"", "exit\n", "/exit\n", "nobody\n"}) {
      CommandLineRun run = run(typed);
      assertThat(run.code()).isZero();
      assertThat(run.error()).doesNotContain("| model");
    }
  }

  @Test
  void run_notOnATerminal_talksToDefault() {
    make("ada");
    CommandLineRun run = CommandLineRun.of(home, "hello\n", "run");
    assertThat(run.error()).startsWith("agent default | model");
    assertThat(run.answers()).hasSize(1);
  }

  @Test
  void run_modelWithoutAServer_failsToGreetInOneLine_andTheChatGoesOn() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Map<String, String> nobody =
        Map.of("OPENAI_BASE_URL", "http://localhost:" + free + "/v1", "OPENAI_API_KEY", "none");
    CommandLineRun run = run(nobody, "/memory\n", "--agent", "ada", "--model", "openai:none");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.error().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(run.error()).contains("localhost").doesNotContain("\tat ");
    assertThat(run.output()).contains("[persona]").contains("recall: 0 messages");
  }

  @Test
  void pick_aLineThatCannotBeRead_isToldAndAskedAgain() throws IOException {
    make("ada");
    List<String> typed = new java.util.ArrayList<>(List.of("bad", "ada"));
    LineSource lines = new TypedLines(typed);
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(error, true, StandardCharsets.UTF_8);
    Console console = new Console(InputStream.nullInputStream(), stream, stream, true);
    try (Recollect memory = Recollect.builder().home(home).open()) {
      AgentNames names = new AgentNames(new java.util.Random(1));
      AgentPicker picker = new AgentPicker(console, memory, names, java.time.ZoneOffset.UTC);
      assertThat(picker.pick(lines, false)).contains("ada");
    }
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("line 1 cannot be read");
  }

  /** Lines of which the one that says "bad" cannot be read. */
  private record TypedLines(List<String> typed) implements LineSource {
    @Override
    public java.util.Optional<String> next() {
      String line = typed.removeFirst();
      if (line.equals("bad")) {
        throw MemoryException.invalid("line 1 cannot be read");
      }
      return java.util.Optional.of(line);
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
