package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run} makes a new agent of: named texts, texts, a system file. */
class NewAgentOptionsTest {

  @TempDir private Path home;

  private CommandLineRun memory(String... options) {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(new String[] {"run", "--agent", "ada"}, 0, arguments, 0, 3);
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandLineRun.of(home, "/memory\n", arguments);
  }

  private void own(String folder, String name, String text) throws IOException {
    Path file = home.resolve(folder).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String stored(String agent) {
    try (Recollect memory = Recollect.builder().home(home).open()) {
      TenantMemory tenant = memory.tenant(memory.tenant());
      String key = tenant.ownerPrefix(tenant.findOwner(agent).orElseThrow()) + "agent";
      return tenant.state().get(key, CallOptions.none()).orElseThrow().value();
    }
  }

  private static void assertOneLineError(CommandLineRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error().lines()).as(run.error()).hasSize(1);
    assertThat(run.error()).startsWith("error: ").contains(parts);
  }

  @Test
  void names_standForTheTextsThatComeWithRecollect() {
    assertThat(memory("--persona", "doc", "--human", "cs_phd").output())
        .contains("My name is Page.", "doctoral student in computer science");
  }

  @Test
  void names_ofFilesInTheHomeFolder_comeFirst() throws IOException {
    own("personas", "pirate.txt", "\uFEFFI am Anne, a pirate.\n");
    own("personas", "doc.txt", "I am another doc.\n");
    own("humans", "sam.txt", "Name: Sam\n");
    assertThat(memory("--persona", "pirate", "--human", "sam.txt").output())
        .contains("\nI am Anne, a pirate.\n", "Name: Sam");
    CommandLineRun.of(home, "", "delete", "agent", "ada");
    assertThat(memory("--persona", "doc").output()).contains("I am another doc.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"I am Eve.", "doc and more", "我是一个助手。"})
  void texts_areThemselves(String persona) {
    assertThat(memory("--persona", persona).output()).contains("\n" + persona + "\n");
  }

  @Test
  void aWordThatIsNoName_isAnErrorWithTheNearest_andMakesNothing() {
    assertOneLineError(
        memory("--persona", "dco"),
        "there is no persona named 'dco'. Did you mean 'doc'?",
        "a text of your own has more than one word");
    assertOneLineError(memory("--human", "Sam"), "there is no human named 'Sam'", "cs_phd");
    assertOneLineError(memory("--persona", "../personas/doc"), "there is no persona named");
    assertThat(CommandLineRun.of(home, "", "list", "agents").output()).isEmpty();
  }

  @Test
  void list_printsNamesAndFirstLines_theUsersOwnAmongThem() throws IOException {
    own("personas", "pirate.txt", "I am Anne, a pirate.\nI sail.");
    assertThat(CommandLineRun.of(home, "", "list", "personas").answers())
        .hasSize(6)
        .contains("pirate      I am Anne, a pirate.")
        .anyMatch(line -> line.startsWith("companion   My name is Wren."));
    assertThat(CommandLineRun.of(home, "", "list", "humans").answers())
        .containsExactly(
            "basic   Name: not known yet",
            "cs_phd  Occupation: doctoral student in computer science");
  }

  @Test
  void systemFile_makesAnAgent_andForOneThatExistsTheNoteSaysWhy() throws IOException {
    Path file = Files.writeString(home.resolve("system.txt"), "You are a lighthouse.");
    assertThat(memory("--system-file", file.toString()).error()).doesNotContain("note");
    assertThat(stored("ada")).contains("You are a lighthouse.");
    CommandLineRun again = memory("--system-file", file.toString());
    assertThat(again.code()).isZero();
    assertThat(again.error())
        .contains(
            "note: agent 'ada' exists; --preset, --profile, --persona, --human and --system-file apply at creation only");
  }

  @Test
  void systemFile_thatCannotBe_isAnErrorOfOneLine() throws IOException {
    Path missing = home.resolve("missing.txt");
    assertOneLineError(memory("--system-file", missing.toString()), missing + " does not exist");
    assertOneLineError(memory("--system-file", home.toString()), home + " is a folder");
    Path blank = Files.writeString(home.resolve("blank.txt"), "\uFEFF \n");
    assertOneLineError(memory("--system-file", blank.toString()), blank + " is empty");
    Path latin = Files.write(home.resolve("latin.txt"), "né".getBytes(StandardCharsets.ISO_8859_1));
    assertOneLineError(memory("--system-file", latin.toString()), latin + " is not UTF-8");
    Path large = Files.writeString(home.resolve("large.txt"), "x".repeat(64 * 1024 + 1));
    assertOneLineError(memory("--system-file", large.toString()), "65536 bytes");
    Path nul = Files.writeString(home.resolve("nul.txt"), "a\0b");
    assertOneLineError(memory("--system-file", nul.toString()), "U+0000");
    assertThat(CommandLineRun.of(home, "", "list", "agents").output()).isEmpty();
  }

  @Test
  void systemFile_withBlocksThatFillTheWindow_isRefused() throws IOException {
    Path file = Files.writeString(home.resolve("wide.txt"), "界".repeat(21_000));
    CommandLineRun run = memory("--system-file", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("Shorten the system text or the blocks");
  }
}
