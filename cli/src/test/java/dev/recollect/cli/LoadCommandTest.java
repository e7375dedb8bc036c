package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

  private static final String ATTACH =
      "Attach it to an agent: ./recollect attach --agent NAME --source notes";

  @TempDir private Path temporary;

  private Path home;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    home = temporary.resolve("home");
    folder = Files.createDirectory(temporary.resolve("notes")).toRealPath();
    Files.writeString(folder.resolve("tides.txt"), "High tide is at noon.");
    Files.writeString(folder.resolve("ferry.txt"), "The ferry leaves at nine.");
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, "", arguments);
  }

  private CommandLineRun load() {
    return run("load", "directory", "--name", "notes", "--input-dir", folder.toString());
  }

  private static void assertUsage(CommandLineRun run, String... said) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.error()).contains("Usage: recollect load").contains(said);
  }

  private static void assertError(CommandLineRun run, String... said) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.error()).startsWith("error: ").contains(said).doesNotContain("\tat ");
    assertThat(run.error().lines()).hasSize(1);
  }

  @Test
  void load_first_saysWhatItAdded_andHowToAttachIt() {
    CommandLineRun run = load();
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.answers())
        .containsExactly(
            "Loaded: 2 documents added (2 passages), 0 replaced, 0 unchanged, 0 removed.",
            "Source 'notes': 2 documents, 2 passages.");
    assertThat(run.error().lines())
        .hasSizeBetween(2, 12)
        .endsWith(ATTACH)
        .first()
        .asString()
        .startsWith("notes: 0 of 2 documents, 0 passages, ");
    assertThat(run.error()).doesNotContain("\r");
  }

  @Test
  void load_second_saysThatNothingHasChanged() {
    load();
    CommandLineRun run = load();
    assertThat(run.code()).isZero();
    assertThat(run.answers())
        .containsExactly(
            "Nothing has changed: 2 documents unchanged.",
            "Source 'notes': 2 documents, 2 passages.");
    assertThat(run.error().lines()).containsExactly(ATTACH);
  }

  @Test
  void load_ofAnAttachedSource_givesNoHint() {
    load();
    CommandLineRun.of(home, "/attach notes\n", "run", "--agent", "ada");
    assertThat(load().error()).isEmpty();
  }

  @Test
  void load_ofAChangedFolder_saysWhatChanged() throws IOException {
    load();
    Files.writeString(folder.resolve("tides.txt"), "High tide is at one.");
    Files.delete(folder.resolve("ferry.txt"));
    Files.writeString(folder.resolve("quay.md"), "# Quay\n\nThe quay is long.");
    CommandLineRun run = load();
    assertThat(run.code()).isZero();
    assertThat(run.answers().getFirst())
        .isEqualTo("Loaded: 1 document added (2 passages), 1 replaced, 0 unchanged, 1 removed.");
  }

  @Test
  void load_ofABrokenFile_loadsTheRest_namesIt_andFails() throws IOException {
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9});
    Files.writeString(folder.resolve("picture.png"), "");
    CommandLineRun run = load();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.answers().getFirst())
        .isEqualTo(
            "Loaded: 2 documents added (2 passages), 0 replaced, 0 unchanged, 0 removed, skipped"
                + " 2.");
    assertThat(run.error().lines())
        .containsSubsequence(
            "skipped: latin.txt is not UTF-8 at byte 1; save it as UTF-8",
            "skipped: picture.png is of a kind that is not read");
  }

  @Test
  void load_ofWhatIsLeftOutOnPurpose_namesTwenty_andSucceeds() throws IOException {
    for (int number = 0; number < 25; number++) {
      Files.writeString(folder.resolve("picture-" + number + ".png"), "");
    }
    CommandLineRun run = load();
    assertThat(run.code()).isZero();
    assertThat(run.error().lines().filter(line -> line.startsWith("skipped: ")))
        .hasSize(21)
        .last()
        .isEqualTo("skipped: 5 more files like these");
  }

  @Test
  void load_withSubfolders_findsWhatLiesThere() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("a.txt"), "A lamp.");
    assertThat(load().answers().getFirst()).startsWith("Loaded: 2 documents added");
    CommandLineRun deep =
        run(
            "load",
            "directory",
            "--name",
            "notes",
            "--input-dir",
            folder.toString(),
            "--recursive");
    assertThat(deep.answers().getFirst()).startsWith("Loaded: 1 document added (1 passage)");
  }

  @Test
  void load_ofNoFolder_ofAFile_andOfAnEmptyFolder_sayWhatIsWrong() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = folder.resolve("tides.txt");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertError(
        run("load", "directory", "--name", "notes", "--input-dir", missing.toString()),
        "there is no folder " + missing);
    assertError(
        run("load", "directory", "--name", "notes", "--input-dir", file.toString()),
        file + " is no folder; name one, or load it as a file");
    assertError(
        run("load", "directory", "--name", "notes", "--input-dir", empty.toString()),
        "there is nothing to load in " + empty,
        ".markdown, .md, .pdf, .text, .txt");
    assertThat(run("list", "sources").output()).isEmpty();
  }

  @Test
  void load_ofFiles_loadsTheGoodOnes_namesTheMissing_andFails() {
    Path missing = folder.resolve("missing.txt");
    CommandLineRun run =
        run(
            "load",
            "directory",
            "--name",
            "notes",
            "--input-files",
            missing.toString(),
            folder.resolve("tides.txt").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.answers().getFirst()).startsWith("Loaded: 1 document added (1 passage)");
    assertThat(run.error()).contains("skipped: " + missing + " does not exist\n");
  }

  @Test
  void load_ofMissingFilesOnly_makesNoSource_andGivesNoHint() {
    CommandLineRun run =
        run("load", "directory", "--name", "notes", "--input-files", folder + "/missing.txt");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.answers())
        .containsExactly("Nothing was loaded: 0 documents unchanged, skipped 1.");
    assertThat(run.error()).doesNotContain(ATTACH);
    assertThat(run("list", "sources").output()).isEmpty();
  }

  @Test
  void load_ofAFolderAndFiles_orOfNeither_isWrongUsage() {
    String file = folder.resolve("tides.txt").toString();
    assertUsage(
        run(
            "load",
            "directory",
            "--name",
            "notes",
            "--input-dir",
            folder.toString(),
            "--input-files",
            file),
        "--input-dir",
        "--input-files");
    assertUsage(run("load", "directory", "--name", "notes"), "--input-dir", "--input-files");
    assertUsage(run("load", "directory", "--name", "notes", "--recursive"), "--input-dir");
    assertUsage(run("load", "directory", "--input-dir", folder.toString()), "--name");
    assertUsage(run("load"), "./recollect load directory --name SOURCE --input-dir DIR");
  }

  @Test
  void load_intoANameThatIsNone_saysSo() {
    for (String name : List.of("", "  ", "x".repeat(5_000))) {
      CommandLineRun run =
          run("load", "directory", "--name", name, "--input-dir", folder.toString());
      assertError(run, "source");
    }
    assertThat(run("list", "sources").output()).isEmpty();
  }

  @Test
  void load_intoANameWithSpaces_quotesItInTheHint() {
    CommandLineRun run =
        run("load", "directory", "--name", "Sam's notes", "--input-dir", folder.toString());
    assertThat(run.error()).endsWith("--source 'Sam'\\''s notes'\n");
  }

  @Test
  void load_onATerminal_drawsABar_andErasesItBeforeTheResult() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
    Console console = new Console(InputStream.nullInputStream(), stream, stream, true);
    int code =
        Main.run(
            console,
            Map.of("RECOLLECT_HOME", home.toString()),
            List.of("load", "directory", "--name", "notes", "--input-dir", folder.toString()));
    assertThat(code).isZero();
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .startsWith("\r[------------------------] notes: 0 of 2 documents, 0 passages, ")
        .contains("\r\u001b[KLoaded: 2 documents added (2 passages)");
  }
}
