package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  @TempDir private Path parent;
  private Workspace workspace;

  @BeforeEach
  void open() {
    workspace = Workspace.open(parent.resolve("work"));
  }

  @Test
  void write_andRead_returnTheText_andTheFileIsListed() {
    assertThat(workspace.write("report.txt", "4.5 m ⛵"))
        .isEqualTo("wrote 7 characters to report.txt");
    workspace.write("report.txt", "5 m");
    workspace.write("a.txt", "");
    assertThat(workspace.read("report.txt")).isEqualTo("5 m");
    assertThat(workspace.names()).containsExactly("a.txt", "report.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../out.txt",
        "/etc/passwd",
        "a/b.txt",
        "a\\b.txt",
        ".hidden",
        ".journal.jsonl",
        "a b",
        "nul\u0000",
        "x\n"
      })
  void name_thatCouldLeaveTheFolder_isRefused(String name) {
    assertThatThrownBy(() -> workspace.write(name, "x")).hasMessageContaining("no name of a file");
    assertThatThrownBy(() -> workspace.read(name)).hasMessageContaining("no name of a file");
    assertThat(parent).isDirectoryNotContaining("glob:**out.txt");
  }

  @Test
  void read_ofALinkOutOfTheFolder_isRefused() throws IOException {
    Path secret = Files.writeString(parent.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(parent.resolve("work").resolve("link.txt"), secret);
    assertThatThrownBy(() -> workspace.read("link.txt")).hasMessageContaining("there is no file");
    workspace.write("link.txt", "mine");
    assertThat(secret).hasContent("secret");
  }

  @Test
  void read_ofAFileThatIsNotThere_saysWhichThereAre() {
    workspace.write("a.txt", "x");
    assertThatThrownBy(() -> workspace.read("b.txt"))
        .hasMessage("there is no file b.txt; there are: [a.txt]");
  }

  @Test
  void write_ofTooMuch_isRefusedAndChangesNothing() {
    workspace.write("a.txt", "x");
    assertThatThrownBy(() -> workspace.write("a.txt", "y".repeat(20_001)))
        .hasMessageContaining("20001 characters; at most 20000");
    assertThat(workspace.read("a.txt")).isEqualTo("x");
  }
}
