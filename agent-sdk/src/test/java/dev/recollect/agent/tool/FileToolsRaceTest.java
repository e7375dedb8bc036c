package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links that are put in place between check and use, where the system has handles of folders. */
@Timeout(60)
class FileToolsRaceTest {

  private static final String SECRET = "the secret word is petrel";
  private static final int ROUNDS = 400;

  @TempDir Path outside;
  private Path folder;
  private ToolBox box;

  @BeforeEach
  void makeFiles() throws IOException {
    folder = Files.createDirectories(outside.resolve("notes"));
    Files.createDirectories(folder.resolve("boats"));
    Files.writeString(folder.resolve("boats/petrel.md"), "# Petrel");
    Files.writeString(outside.resolve("secret.txt"), SECRET);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      assumeThat(stream)
          .as("this system has no handles of folders, so these tests are not run")
          .isInstanceOf(SecureDirectoryStream.class);
    }
    box = new ToolBox(List.of(), FileTools.of(List.of(folder), true), ZoneId.of("UTC"));
  }

  private ToolResult call(String tool, String arguments) {
    return box.run(
        new ToolCall("1", tool, arguments.replace('\'', '"')), "c/1/1/0", CallOptions.none());
  }

  /** Returns how many reads worked. */
  private int readAndAppend() {
    int worked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ToolResult read = call("read_from_text_file", "{'filename':'boats/petrel.md'}");
      assertThat(read.text()).doesNotContain(SECRET);
      call("append_to_text_file", "{'filename':'boats/petrel.md','content':'x'}");
      worked += read.failed() ? 0 : 1;
    }
    return worked;
  }

  private int whileSwapping(Path swapped, Path elsewhere) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Path kept = folder.resolve("kept");
    Thread swapper = Thread.ofPlatform().start(() -> swap(swapped, kept, elsewhere, over));
    try {
      return readAndAppend();
    } finally {
      over.set(true);
      swapper.join();
    }
  }

  private static void swap(Path swapped, Path kept, Path elsewhere, AtomicBoolean over) {
    try {
      while (!over.get()) {
        Files.move(swapped, kept, StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(swapped, elsewhere);
        Files.delete(swapped);
        Files.move(kept, swapped, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void folderThatBecomesALinkMeanwhile_neverLeadsOut() throws Exception {
    Path elsewhere = Files.createDirectories(outside.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("petrel.md"), SECRET);
    assertThat(whileSwapping(folder.resolve("boats"), elsewhere)).isPositive();
    assertThat(elsewhere.resolve("petrel.md")).hasContent(SECRET);
  }

  @Test
  void fileThatBecomesALinkMeanwhile_neverLeadsOut() throws Exception {
    Path file = folder.resolve("boats/petrel.md");
    assertThat(whileSwapping(file, outside.resolve("secret.txt"))).isPositive();
    assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
  }
}
