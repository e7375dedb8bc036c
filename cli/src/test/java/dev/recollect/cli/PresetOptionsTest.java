package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.Agents;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --preset} and {@code --profile}, {@code list presets}, {@code rename}, {@code clone}.
 */
class PresetOptionsTest {

  @TempDir private Path home;

  private CommandLineRun run(String input, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", "--agent", "ada"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(home, input, arguments.toArray(String[]::new));
  }

  private CommandLineRun command(String... arguments) {
    return CommandLineRun.of(home, "", arguments);
  }

  private AgentTemplate stored(String name) {
    try (Recollect memory = Recollect.builder().home(home).open()) {
      return Agents.template(memory, name);
    }
  }

  private static void assertOneError(CommandLineRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).startsWith("error: ").contains(parts).doesNotContain("\tat ");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void preset_ofOurs_makesAnAgent_thatTalks() {
    CommandLineRun first = run("My dog is called Biscuit.\n/memory\n", "--preset", "memgpt_chat");
    assertThat(first.code()).as(first.error()).isZero();
    assertThat(first.output()).contains("My name is Wren");
    assertThat(stored("ada").profile()).contains(AgentProfile.MEMGPT);
    assertThat(run("What is my dog called?\n").output()).contains("Biscuit");
  }

  @Test
  void preset_ofAFile_andTheOptionsBesideItAreStronger() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("harbour.yaml"),
            "profile: memgpt\nblocks:\n  persona: I am Anne.\n  boat: Petrel\n");
    CommandLineRun run =
        run(
            "/memory\n",
            "--preset",
            file.toString(),
            "--persona",
            "I am Bea.",
            "--profile",
            "native");
    assertThat(run.output()).contains("I am Bea.", "[boat]", "Petrel").doesNotContain("Anne");
    assertThat(stored("ada").profile()).contains(AgentProfile.NATIVE);
    assertThat(run("", "--preset", file.toString()).error())
        .contains("note: agent 'ada' exists; --preset, --profile, --persona");
  }

  @Test
  void presets_ofTheHomeFolder_haveNames_andComeFirst() throws IOException {
    Path folder = Files.createDirectory(home.resolve("presets"));
    Files.writeString(folder.resolve("harbour.yaml"), "description: The harbour master.\n");
    Files.writeString(folder.resolve("memgpt_doc.yml"), "description: Mine.\n");
    Files.writeString(folder.resolve("broken.yaml"), "nmae: x\n");
    assertThat(command("list", "presets").answers())
        .containsExactly(
            "broken       (the template " + folder.resolve("broken.yaml") + " has 1 fault:)",
            "harbour      The harbour master.",
            "memgpt_chat  MemGPT's agent to talk to: it keeps its own memory.",
            "memgpt_doc   Mine.");
    assertThat(run("", "--preset", "harbour").code()).isZero();
  }

  @Test
  void preset_thatCannotBe_isAnError_andMakesNothing() throws IOException {
    assertOneError(
        run("", "--preset", "memgpt_chatt"),
        "there is no preset 'memgpt_chatt'",
        "Did you mean 'memgpt_chat'?");
    assertOneError(run("", "--preset", "x.yaml"), "the template x.yaml does not exist");
    assertOneError(run("", "--preset", home.toString()), "is a folder");
    assertOneError(run("", "--preset", "a\0b"), "is neither a name nor a file");
    Path file = Files.writeString(home.resolve("bad.yaml"), "nmae: x\nprofile: y\n");
    assertOneError(
        run("", "--preset", file.toString()),
        "has 2 faults:\n- line 1: unknown key 'nmae'. Did you mean 'name'?",
        "\n- line 2: there is no profile 'y'");
    assertOneError(run("", "--profile", "memgtp"), "Did you mean 'memgpt'?");
    assertThat(command("list", "agents").output()).isEmpty();
  }

  @Test
  void model_ofTheTemplate_isTakenUnlessAnotherIsNamed_alsoLater() throws IOException {
    Path file = Files.writeString(home.resolve("t.yaml"), "model: ofline\n");
    assertOneError(run("hello\n", "--preset", file.toString()), "ofline", "offline");
    CommandLineRun named = run("hello\n", "--preset", file.toString(), "--model", "offline");
    assertThat(named.code()).as(named.error()).isZero();
    assertOneError(run("hello\n"), "ofline", "offline");
    assertThat(run("hello\n", "--model", "offline").code()).isZero();
  }

  @Test
  void rename_givesAnotherName_andTheAgentKnowsWhatItKnew() {
    run("My dog is called Biscuit.\n");
    CommandLineRun renamed = command("rename", "agent", "ada", "eve");
    assertThat(renamed.code()).as(renamed.error()).isZero();
    assertThat(renamed.error()).isEqualTo("Renamed agent 'ada' to 'eve'." + System.lineSeparator());
    assertThat(command("list", "agents").output()).contains("eve").doesNotContain("ada");
    assertThat(
            CommandLineRun.of(home, "What is my dog called?\n", "run", "--agent", "eve").output())
        .contains("Biscuit");
    assertOneError(command("rename", "agent", "evee", "ida"), "Did you mean 'eve'?");
    run("hello\n");
    assertOneError(command("rename", "agent", "ada", "eve"), "'eve' already; choose another name");
    assertThat(command("rename", "agent", "ada").code()).isEqualTo(2);
    assertThat(command("rename").error()).contains("./recollect rename agent OLD NEW");
  }

  @Test
  void clone_makesAnother_withPassagesIfAskedFor() {
    run("My dog is called Biscuit.\n", "--persona", "I am Anne.");
    assertThat(command("clone", "agent", "ada", "eve").code()).isZero();
    assertThat(command("clone", "agent", "ada", "ida", "--passages").code()).isZero();
    try (Recollect memory = Recollect.builder().home(home).open();
        ChatModel model = memory.chatModel("offline");
        Agent eve = Agent.builder(memory, model).name("eve").open()) {
      assertThat(eve.core().block("persona").orElseThrow().value()).isEqualTo("I am Anne.");
      assertThat(eve.archival().count()).isZero();
      assertThat(memory.archival("ida").count())
          .isEqualTo(memory.archival("ada").count())
          .isPositive();
      assertThat(memory.recall("ida").count()).isZero();
    }
    assertOneError(command("clone", "agent", "ada", "eve"), "'eve' already");
    assertOneError(command("clone", "agent", "adda", "una"), "Did you mean 'ada'?");
    assertThat(command("clone").error()).contains("./recollect clone agent NAME NEW");
  }
}
