package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with sources that have been loaded: attached, searched, listed, deleted. */
class SourceCommandsTest {

  @TempDir private Path temporary;

  private Path home;

  @BeforeEach
  void loadNotes() throws IOException {
    home = temporary.resolve("home");
    Path folder = Files.createDirectory(temporary.resolve("notes"));
    Files.writeString(folder.resolve("tides.txt"), "High tide is at noon.");
    run("load", "directory", "--name", "notes", "--input-dir", folder.toString());
    chat("/exit\n");
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, "", arguments);
  }

  private CommandLineRun chat(String input) {
    return CommandLineRun.of(home, input, "run", "--agent", "ada");
  }

  private CommandLineRun attach(String agent, String source) {
    return run("attach", "--agent", agent, "--source", source);
  }

  private CommandLineRun detach(String agent, String source) {
    return run("detach", "--agent", agent, "--source", source);
  }

  private static void assertError(CommandLineRun run, String... said) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).startsWith("error: ").contains(said).doesNotContain("\tat ");
  }

  private String found() {
    return run("search", "--agent", "ada", "when is high tide").output();
  }

  @Test
  void attach_letsTheAgentFindTheSource_detach_takesItAway() {
    assertThat(found()).isEmpty();
    CommandLineRun attached = attach("ada", "notes");
    assertThat(attached.code()).isZero();
    assertThat(attached.error())
        .startsWith("Attached source 'notes' (1 passage")
        .endsWith(") to agent 'ada'.\n");
    assertThat(found()).contains("tides.txt (notes): High tide is at noon.");
    assertThat(detach("ada", "notes").error())
        .isEqualTo("Detached source 'notes' from agent 'ada'; the source stays.\n");
    assertThat(found()).isEmpty();
  }

  @Test
  void attach_twice_andDetach_twice_sayThatNothingWasToDo() {
    attach("ada", "notes");
    CommandLineRun again = attach("ada", "notes");
    assertThat(again.code()).isZero();
    assertThat(again.error()).isEqualTo("Source 'notes' is attached to agent 'ada' already.\n");
    detach("ada", "notes");
    CommandLineRun twice = detach("ada", "notes");
    assertThat(twice.code()).isZero();
    assertThat(twice.error()).isEqualTo("Source 'notes' was not attached to agent 'ada'.\n");
  }

  @Test
  void attach_ofUnknownAgentOrSource_namesTheNearest() {
    assertError(attach("adda", "notes"), "'adda'", "'ada'");
    assertError(attach("ada", "note"), "'note'", "'notes'");
    assertError(detach("adda", "notes"), "'adda'", "'ada'");
    assertError(detach("ada", "note"), "'note'", "'notes'");
    assertThat(run("list", "agents").answers()).hasSize(1);
  }

  @Test
  void attach_withoutAgentOrSource_isWrongUsage() {
    assertThat(run("attach", "--agent", "ada").code()).isEqualTo(2);
    assertThat(run("attach", "--source", "notes").code()).isEqualTo(2);
    assertThat(run("detach").code()).isEqualTo(2);
  }

  @Test
  void listSources_saysWhatEachHolds_andWhoUsesIt() {
    assertThat(run("list", "sources").answers())
        .singleElement()
        .asString()
        .matches("notes  made \\S+, 1 documents?, 1 passages?, attached to nobody");
    attach("ada", "notes");
    assertThat(run("list", "sources").output()).endsWith(", attached to ada\n");
  }

  @Test
  void listSources_whereThereAreNone_saysHowToMakeOne() {
    run("delete", "source", "notes");
    CommandLineRun run = run("list", "sources");
    assertThat(run.code()).isZero();
    assertThat(run.output()).isEmpty();
    assertThat(run.error())
        .isEqualTo("There are no sources yet; ./recollect load directory makes one.\n");
  }

  @Test
  void deleteSource_inUse_isRefusedNamingWhoUsesIt_exceptByForce() {
    attach("ada", "notes");
    assertError(
        run("delete", "source", "notes"),
        "source 'notes' is attached to ada; detach it there, or add --force. Nothing was deleted");
    assertThat(found()).contains("noon");
    CommandLineRun forced = run("delete", "source", "--force", "notes");
    assertThat(forced.code()).isZero();
    assertThat(forced.error())
        .isEqualTo("Deleted source 'notes' with its documents; it was attached to ada.\n");
    assertThat(found()).isEmpty();
    assertThat(run("list", "sources").output()).isEmpty();
  }

  @Test
  void deleteSource_unknown_namesTheNearest() {
    assertError(run("delete", "source", "note"), "'note'", "'notes'");
    assertError(run("delete", "source", "--force", "note"), "'note'", "'notes'");
  }

  @Test
  void chat_attachesAndDetaches() {
    CommandLineRun run =
        chat("/sources\n/attach notes\n/attach\n/archival high tide\n/detach notes\n/sources\n");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.output())
        .containsSubsequence(
            "  notes  made ",
            "Attached source 'notes' (1 passage",
            "* notes  made ",
            "High tide is at noon.",
            "Detached source 'notes' from agent 'ada'; the source stays.",
            "  notes  made ");
  }

  @Test
  void chat_ofUnknownSourceOrCommand_saysWhatThereIs_andGoesOn() {
    CommandLineRun run = chat("/attach note\n/detach note\n/detach\n/atach notes\n/help\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error())
        .contains("'note'", "'notes'")
        .contains("name the source to detach: /detach SOURCE")
        .contains("there is no command '/atach'");
    assertThat(run.output()).contains("/sources", "/attach SOURCE", "/detach SOURCE", "/help");
  }

  @Test
  void chat_withoutSources_saysHowToMakeOne() {
    run("delete", "source", "notes");
    assertThat(chat("/sources\n/attach\n").output())
        .contains("There are no sources yet; ./recollect load directory makes one.");
  }
}
