package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With the system's handles of folders, and without. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class FileToolsTest {

  private static final String SECRET = "the secret word is petrel";

  private final boolean secure;

  @TempDir Path outside;
  private Path folder;
  private ToolBox box;

  FileToolsTest(boolean secure) {
    this.secure = secure;
  }

  @BeforeEach
  void makeFiles() throws IOException {
    folder = Files.createDirectories(outside.resolve("notes"));
    Files.createDirectories(folder.resolve("boats/old"));
    Files.writeString(folder.resolve("today.txt"), "one\ntwo\nthree\n");
    Files.writeString(folder.resolve("boats/petrel.md"), "# Petrel");
    Files.writeString(outside.resolve("secret.txt"), SECRET);
    box = box(FileTools.of(List.of(folder), true, secure));
  }

  private static ToolBox box(List<Tool> tools) {
    return new ToolBox(List.of(), tools, ZoneId.of("UTC"));
  }

  private ToolResult call(String tool, String arguments) {
    CallOptions options = CallOptions.within(Duration.ofSeconds(20));
    return box.run(new ToolCall("1", tool, arguments.replace('\'', '"')), "c/1/1/0", options);
  }

  private ToolResult read(String name) {
    return call("read_from_text_file", "{'filename':" + Json.write(name) + "}");
  }

  private ToolResult append(String name, String content) {
    return call(
        "append_to_text_file",
        "{'filename':" + Json.write(name) + ",'content':" + Json.write(content) + "}");
  }

  private void assertRefused(ToolResult result, String explanation) {
    assertThat(result.failed()).as(result.text()).isTrue();
    assertThat(result.text())
        .contains(explanation)
        .doesNotContain(SECRET)
        .doesNotContain(outside.toString());
  }

  @Test
  void file_isReadByLines() {
    assertThat(read("today.txt").text()).isEqualTo("one\ntwo\nthree\n[lines 1 to 3 of 3]");
    assertThat(call("read_from_text_file", "{'filename':'today.txt','line_start':2}").text())
        .isEqualTo("two\nthree\n[lines 2 to 3 of 3]");
    assertThat(
            call(
                    "read_from_text_file",
                    "{'filename':'./boats//petrel.md','line_start':1,'num_lines':9}")
                .text())
        .isEqualTo("# Petrel\n[lines 1 to 1 of 1]");
    assertRefused(
        call("read_from_text_file", "{'filename':'today.txt','line_start':4}"),
        "line_start is 4; 'today.txt' has 3 lines");
    assertRefused(
        call("read_from_text_file", "{'filename':'today.txt','line_start':0}"),
        "'line_start' is 0; it must be at least 1");
  }

  @Test
  void appending_addsLinesOfTheirOwn() throws IOException {
    assertThat(append("today.txt", "four")).isEqualTo(ToolResult.ok("None"));
    assertThat(append("boats/petrel.md", "A boat\nof Sam \uD83D\uDE00"))
        .isEqualTo(ToolResult.ok("None"));
    assertThat(folder.resolve("today.txt")).hasContent("one\ntwo\nthree\nfour\n");
    assertThat(Files.readString(folder.resolve("boats/petrel.md")))
        .isEqualTo("# Petrel\nA boat\nof Sam \uD83D\uDE00\n");
    assertRefused(
        append("today.tx", "x"), "there is no file 'today.tx'. Did you mean 'today.txt'?");
    assertThat(folder.resolve("today.tx")).doesNotExist();
    assertRefused(append("boats", "x"), "is a folder");
    assertRefused(append("today.txt", "x".repeat(100_001)), "at most 100000 are appended");
  }

  @Test
  void folder_isListed() throws IOException {
    Files.writeString(folder.resolve(".hidden"), SECRET);
    Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("secret.txt"));
    assertThat(call("list_files", "{}").text())
        .isEqualTo(
            "boats/\ntoday.txt (14 bytes)\n[2 not shown: hidden, a link, neither file nor folder,"
                + " or beyond the first 1000]");
    assertThat(call("list_files", "{'folder':'boats'}").text())
        .isEqualTo("old/\npetrel.md (8 bytes)");
    assertThat(call("list_files", "{'folder':'boats/old'}").text())
        .isEqualTo("The folder is empty.");
    assertRefused(call("list_files", "{'folder':'today.txt'}"), "is no folder");
    assertRefused(call("list_files", "{'folder':'..'}"), "goes up with '..'");
  }

  @Test
  void namesThatLeadOut_areRefused() {
    for (String name :
        List.of("../secret.txt", "boats/../../secret.txt", "boats/..", "..", "./../secret.txt")) {
      assertRefused(read(name), "goes up with '..'");
      assertRefused(append(name, "x"), "goes up with '..'");
    }
    for (String name : List.of("/etc/passwd", "//etc/passwd")) {
      assertRefused(read(name), "lies outside; files are named from the folder on");
    }
    assertThat(read(outside.resolve("secret.txt").toString()).text())
        .contains("lies outside")
        .doesNotContain(SECRET);
    assertThat(read(folder + "x/secret.txt").text()).contains("lies outside");
    for (String name : List.of("..\\secret.txt", "a\u0000.txt", "a\nb", " ", "x".repeat(2_000))) {
      assertRefused(read(name), "characters that names do not have");
    }
    assertRefused(read("~/secret.txt"), "there is no file");
    assertRefused(read("file:///etc/passwd"), "there is no file");
  }

  @Test
  void fullNameOfAFileBelow_isUnderstood() {
    assertThat(read(folder.resolve("today.txt").toString()).failed()).isFalse();
    assertThat(read(folder + "/../secret.txt").text()).contains("goes up").doesNotContain(SECRET);
  }

  @Test
  void links_areNotFollowed_whereverTheyLead() throws IOException {
    Files.createSymbolicLink(folder.resolve("out.txt"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("in.txt"), folder.resolve("today.txt"));
    Files.createSymbolicLink(folder.resolve("up"), outside);
    Files.createSymbolicLink(folder.resolve("gone.txt"), outside.resolve("nowhere"));
    for (String name : List.of("out.txt", "in.txt", "gone.txt", "up")) {
      assertRefused(read(name), "links and special files are left alone");
      assertRefused(append(name, "x"), "links and special files are left alone");
    }
    assertRefused(read("up/secret.txt"), "leads through 'up', which is no folder");
    assertRefused(append("up/secret.txt", "x"), "leads through 'up', which is no folder");
    assertRefused(call("list_files", "{'folder':'up'}"), "is no folder");
    assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
    assertThat(outside.resolve("nowhere")).doesNotExist();
  }

  @Test
  void specialFiles_areLeftAlone() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    assertRefused(read("pipe"), "links and special files are left alone");
    assertRefused(append("pipe", "x"), "links and special files are left alone");
    assertRefused(read("boats"), "'boats' is a folder; name a file in it");
    assertRefused(read("today.txt/x"), "leads through 'today.txt', which is no folder");
    assertRefused(read("."), "is a folder");
  }

  @Test
  void hiddenFiles_areLeftAlone() throws IOException {
    Files.writeString(folder.resolve(".env"), SECRET);
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/config"), SECRET);
    assertRefused(read(".env"), "'.env' is hidden");
    assertRefused(read(".git/config"), "is hidden");
    assertRefused(append("boats/.x", "x"), "is hidden");
    assertThat(read(".en").text()).doesNotContain(".env");
  }

  @Test
  void whatIsNoText_isExplained() throws IOException {
    Files.write(folder.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
    assertRefused(read("image.png"), "is no text in UTF-8 but a binary file of 7 bytes");
    assertRefused(append("image.png", "x"), "is no text in UTF-8");
    Files.write(folder.resolve("latin.txt"), new byte[] {'f', 'j', (byte) 0xE6, 'r', 'e', '\n'});
    assertThat(read("latin.txt").text())
        .isEqualTo("fj\uFFFDre\n[lines 1 to 1 of 1; bytes that are no UTF-8 are shown as \uFFFD]");
    Files.writeString(folder.resolve("marked.txt"), "\uFEFFmarked");
    assertThat(read("marked.txt").text()).isEqualTo("marked\n[lines 1 to 1 of 1]");
    Files.createFile(folder.resolve("empty.txt"));
    assertThat(read("empty.txt").text()).isEqualTo("[the file is empty]");
    append("empty.txt", "\uD800");
    assertThat(folder.resolve("empty.txt")).hasContent("\uFFFD\n");
  }

  @Test
  void largeFile_isRefusedWithoutReadingIt() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      file.setLength(1L << 33);
    }
    assertRefused(read("large"), "more than 16777216 bytes");
    assertRefused(append("large", "x"), "more than 16777216 bytes");
  }

  @Test
  void severalFolders_areToldApartByName() throws IOException {
    Path recipes = Files.createDirectories(outside.resolve("recipes"));
    Files.writeString(recipes.resolve("soup.txt"), "fish");
    box = box(FileTools.of(List.of(folder, recipes), false, secure));
    assertThat(call("list_files", "{}").text()).isEqualTo("notes/\nrecipes/");
    assertThat(read("recipes/soup.txt").text()).startsWith("fish");
    assertThat(read("notes/today.txt").failed()).isFalse();
    assertRefused(read("recipe/soup.txt"), "must begin with one of the folders [notes, recipes].");
    assertRefused(read("recipes/../notes/today.txt"), "goes up");
    assertRefused(read("recipes"), "is a folder");
  }

  @Test
  void readOnly_offersNoToolThatWrites() {
    List<Tool> tools = FileTools.of(List.of(folder), false, secure);
    assertThat(tools)
        .extracting(tool -> tool.spec().name())
        .containsExactly("read_from_text_file", "list_files");
    ToolBox reading = box(tools);
    for (Tool tool : tools) {
      ToolCall call = new ToolCall("1", tool.spec().name(), "{}");
      assertThat(reading.acts(call)).isFalse();
      assertThat(reading.repeatable(call)).isTrue();
    }
    ToolCall append = new ToolCall("1", "append_to_text_file", "{}");
    assertThat(box.acts(append)).isTrue();
    assertThat(box.repeatable(append)).isFalse();
  }

  @Test
  void foldersThatCannotBe_areRefused() throws IOException {
    assertThatThrownBy(() -> FileTools.of(List.of(), true))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("name at least one");
    assertThatThrownBy(() -> FileTools.of(List.of(outside.resolve("none")), true))
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> FileTools.of(List.of(outside.resolve("secret.txt")), true))
        .hasMessageContaining("is no folder");
    Path same = Files.createDirectories(outside.resolve("other/notes"));
    assertThatThrownBy(() -> FileTools.of(List.of(folder, same), true))
        .hasMessageContaining("two folders of the file tools are called 'notes'");
  }
}
