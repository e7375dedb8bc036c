package dev.recollect.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.recollect.memory.api.tier.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders with all that lies in folders: each thing that is no document costs only itself. */
class SkippedFilesTest {

  private static final String GOOD = "The lamp is green.";

  @TempDir private Path temporary;

  private LoadFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(temporary);
    fixture.file("good.txt", GOOD);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** Loads the folder, which must hold one good file, and returns what was said of the others. */
  private List<String> skipped() {
    LoadReport report = fixture.load();
    assertThat(report.added()).isEqualTo(1);
    assertThat(fixture.found("lamp")).containsExactly(GOOD);
    return report.skipped().stream().map(file -> (file.error() ? "error: " : "") + file).toList();
  }

  @Test
  void load_leavesHiddenFilesOut() throws IOException {
    fixture.file(".hidden.txt", "secret");
    fixture.file(".git/config.txt", "secret");
    assertThat(skipped()).isEmpty();
  }

  @Test
  void load_ofAHiddenFileThatIsNamed_loadsIt() throws IOException {
    Path hidden = fixture.file(".hidden.txt", "The chair is of oak.");
    assertThat(fixture.load(hidden).added()).isEqualTo(1);
  }

  @Test
  void load_ofAKindThatIsNotRead_isAnErrorOnlyIfNamed() throws IOException {
    Path picture = fixture.file("picture.png", "no picture");
    assertThat(skipped()).containsExactly("picture.png is of a kind that is not read");
    LoadReport named = fixture.load(picture);
    assertThat(named.failed()).isTrue();
    assertThat(named.skipped().getFirst().reason())
        .endsWith("files are read that end with .markdown, .md, .pdf, .text, .txt");
  }

  @Test
  void load_ofNamedThingsThatAreNoFiles_saysWhatEachIs_andLoadsTheRest() throws IOException {
    Path missing = fixture.folder.resolve("missing.txt");
    LoadReport report = fixture.load(missing, fixture.folder, fixture.folder.resolve("good.txt"));
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.skipped())
        .extracting(SkippedFile::toString)
        .containsExactly(
            missing + " does not exist", fixture.folder + " is a folder; load it as one");
    assertThat(report.failed()).isTrue();
  }

  @Test
  void load_ofNothingGood_makesNoSource() {
    LoadReport report = fixture.load(fixture.folder.resolve("missing.txt"));
    assertThat(report.failed()).isTrue();
    assertThat(fixture.memory.sources().find("notes")).isEmpty();
  }

  @Test
  void load_ofLinks_followsNone_andSaysWhatMayBeMissed() throws IOException {
    Path outside = Files.writeString(temporary.resolve("outside.txt"), "The chair is of oak.");
    Files.createSymbolicLink(fixture.folder.resolve("inside.txt"), Path.of("good.txt"));
    Files.createSymbolicLink(fixture.folder.resolve("leading-out.txt"), outside);
    Files.createSymbolicLink(fixture.folder.resolve("dangling.txt"), Path.of("nothing.txt"));
    Files.createSymbolicLink(fixture.folder.resolve("cycle"), fixture.folder);
    Files.createSymbolicLink(fixture.folder.resolve("self.txt"), Path.of("self.txt"));
    assertThat(skipped())
        .containsExactly(
            "cycle is a link to something inside the folder, which is loaded by itself or not at"
                + " all",
            "error: dangling.txt is a link to something that is not there",
            "inside.txt is a link to something inside the folder, which is loaded by itself or not at"
                + " all",
            "error: leading-out.txt is a link that leads out of the folder; load what it leads to"
                + " by itself",
            "error: self.txt is a link to something that is not there");
  }

  @Test
  void load_ofALinkThatIsNamed_loadsWhatItLeadsTo() throws IOException {
    fixture.load();
    Path link = fixture.folder.resolve("link.txt");
    Files.createSymbolicLink(link, Path.of("good.txt"));
    assertThat(fixture.load(link).unchanged()).isEqualTo(1);
  }

  @Test
  void load_ofAFileThatBecameALink_removesNothing() throws IOException {
    Path file = fixture.file("a.txt", "The chair is of oak.");
    fixture.load();
    Files.move(file, temporary.resolve("elsewhere.txt"));
    Files.createSymbolicLink(file, temporary.resolve("elsewhere.txt"));
    assertThat(fixture.load().removed()).isZero();
    assertThat(fixture.found("chair")).contains("The chair is of oak.");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void load_ofAPipe_doesNotWaitForIt() throws IOException, InterruptedException {
    Path pipe = fixture.folder.resolve("pipe.txt");
    run(fixture.folder, "mkfifo", pipe.toString());
    assertThat(skipped()).containsExactly("error: pipe.txt is not a regular file");
    assertThat(fixture.load(pipe).skipped().getFirst().reason()).isEqualTo("is not a regular file");
  }

  @Test
  void load_ofBrokenFiles_saysWhyOfEach() throws IOException {
    Files.write(fixture.folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
    fixture.file("empty.txt", "");
    fixture.file("blank.md", " \n\t\n");
    fixture.file("damaged.pdf", "%PDF-1.7\nnothing that a PDF has");
    fixture.file("text.pdf", "not a PDF");
    PdfFiles.writeEncrypted(fixture.folder.resolve("locked.pdf"));
    PdfFiles.writeImage(fixture.folder.resolve("scan.pdf"));
    byte[] large = new byte[17 * 1024 * 1024];
    Arrays.fill(large, (byte) 'a');
    Files.write(fixture.folder.resolve("large.txt"), large);
    assertThat(skipped())
        .containsExactlyInAnyOrder(
            "error: latin.txt is not UTF-8 at byte 1; save it as UTF-8",
            "error: empty.txt has no text",
            "error: blank.md has no text",
            "error: damaged.pdf is damaged and cannot be read as a PDF; get or make a new copy",
            "error: text.pdf is not a PDF whatever its name says: its header %PDF- is missing",
            "error: locked.pdf is encrypted and needs a password; save a copy without one",
            "error: scan.pdf has no text: it holds images only; run OCR on it first",
            "error: large.txt is larger than 16 MiB; divide it into smaller files");
  }

  @Test
  void load_ofNamesWithControlCharacters_showsThemOnOneLine() throws IOException {
    fixture.file("line\nend\u001b[31m.txt", "The chair is of oak.");
    fixture.file("bad\r\n.txt", "");
    LoadReport report = fixture.load();
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.skipped()).singleElement().hasToString("bad\\u000d\\u000a.txt has no text");
    assertThat(fixture.passages("chair").getFirst().metadata().text(Passage.FILE))
        .contains("line\\u000aend\\u001b[31m.txt");
    assertThat(fixture.load().unchanged()).isEqualTo(2);
  }

  @Test
  void load_ofNamesThatDifferInInvalidBytes_loadsEach() throws Exception {
    run(
        fixture.folder,
        "sh",
        "-c",
        "printf 'The chair is of oak.' > \"$(printf 'x\\376.txt')\";"
            + " printf 'The chair is of elm.' > \"$(printf 'x\\377.txt')\"");
    assertThat(fixture.load().added()).isEqualTo(3);
    assertThat(fixture.found("chair")).contains("The chair is of oak.", "The chair is of elm.");
    assertThat(fixture.load().unchanged()).isEqualTo(3);
  }

  @Test
  void load_ofFoldersThatDifferInInvalidBytes_keepsThemApart() throws Exception {
    run(
        fixture.folder,
        "sh",
        "-c",
        "for d in \"$(printf 'x\\376')\" \"$(printf 'x\\377')\"; do mkdir \"$d\";"
            + " printf 'The chair is of oak.' > \"$d/a.txt\"; done");
    List<Path> folders;
    try (var entries = Files.list(fixture.folder)) {
      folders = entries.filter(Files::isDirectory).toList();
    }
    assertThat(folders).hasSize(2);
    fixture.loader().load(LoadRequest.folder(folders.getFirst()));
    assertThat(fixture.loader().load(LoadRequest.folder(folders.getLast())).removed()).isZero();
    assertThat(fixture.held()).hasSize(2);
  }

  @Test
  void load_withAFolderThatMayNotBeRead_removesNothing() throws IOException {
    Path gone = fixture.file("gone.txt", "The chair is of oak.");
    Path locked = fixture.file("locked/a.txt", "The door is blue.").getParent();
    fixture.load();
    Files.delete(gone);
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(locked), "this user reads every folder");
      LoadReport report = fixture.load();
      assertThat(report.removed()).isZero();
      assertThat(report.skipped())
          .singleElement()
          .hasToString("locked cannot be read; give yourself the right to read it");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void load_withAFolderThatMayNotBeRead_andIsNotToBe_saysNothingOfIt() throws IOException {
    Path locked = fixture.file("locked/a.txt", "The door is blue.").getParent();
    Path hidden = fixture.file(".hidden/a.txt", "The door is blue.").getParent();
    for (Path folder : List.of(locked, hidden)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    }
    try {
      assumeFalse(Files.isReadable(locked), "this user reads every folder");
      assertThat(fixture.loader().load(LoadRequest.folder(fixture.folder)).skipped()).isEmpty();
    } finally {
      for (Path folder : List.of(locked, hidden)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void load_withAFolderTooDeepToBeRead_removesNothing() throws Exception {
    Path gone = fixture.file("gone.txt", "The chair is of oak.");
    fixture.load();
    Files.delete(gone);
    deepFolder("d");
    try {
      LoadReport report = fixture.load();
      assertThat(report.removed()).isZero();
      assertThat(report.failed()).isTrue();
      assertThat(fixture.names()).containsExactly("gone.txt", "good.txt");
    } finally {
      run(fixture.folder, "rm", "-rf", "d");
    }
  }

  @Test
  void load_withAHiddenFolderTooDeepToBeRead_saysNothingOfIt() throws Exception {
    Path gone = fixture.file("gone.txt", "The chair is of oak.");
    fixture.load();
    Files.delete(gone);
    deepFolder(".h");
    try {
      LoadReport report = fixture.load();
      assertThat(report.skipped()).isEmpty();
      assertThat(report.removed()).isEqualTo(1);
    } finally {
      run(fixture.folder, "rm", "-rf", "d");
    }
  }

  /** Makes folders in each other until a path is longer than the system takes at once. */
  private void deepFolder(String last) throws IOException, InterruptedException {
    String name = "n".repeat(200);
    run(
        fixture.folder,
        "sh",
        "-c",
        "set -e; mkdir d; cd d; length=$(pwd | wc -c);"
            + " while [ $length -lt 3850 ]; do mkdir "
            + name
            + "; cd "
            + name
            + ";"
            + " length=$((length + 201)); done;"
            + " mkdir "
            + last
            + "$(printf '%0250d' 0)");
  }
}
