package dev.recollect.memory.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

  @TempDir Path folder;

  private final ConfigFaults faults = new ConfigFaults();

  private EnvFile read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private EnvFile read(byte[] bytes) throws IOException {
    return EnvFile.read(Files.write(folder.resolve(".env"), bytes), faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=plain                    | `plain`",
        "A =  blanks around         | `blanks around`",
        "export A=exported          | `exported`",
        "A=with#hash # comment      | `with#hash`",
        "A=#nothing but a comment   | ``",
        "A=                         | ``",
        "A=''                       | ``",
        "A='single $quoted \\n \"x\"' # c | `single $quoted \\n \"x\"`",
        "A=\"two # words\" # \"c\"  | `two # words`",
        "A=\"a \\\"b\\\" \\\\ \\d\" | `a \"b\" \\ \\d`",
        "A=it's                     | `it's`",
        "A=$HOME/x                  | `$HOME/x`",
        "A=a=b                      | `a=b`"
      })
  void value_ofEverySpelling_isRead(String line, String value) throws IOException {
    EnvFile file = read(line);

    assertThat(file.badLines()).isEmpty();
    assertThat(file.variables().get("A").value()).isEqualTo(value);
  }

  @Test
  void value_ofGreatLength_isRead() throws IOException {
    String certificates = "x".repeat(1_000_000) + "\\n".repeat(10_000);

    assertThat(read("A=\"" + certificates + "\"").variables().get("A").value()).hasSize(1_010_000);
  }

  @Test
  void value_withAnEscapedLineFeed_hasOne() throws IOException {
    assertThat(read("A=\"one\\ntwo\"").variables().get("A").value()).isEqualTo("one\ntwo");
  }

  @Test
  void lines_areCounted_andTheLaterOfTwoCounts() throws IOException {
    EnvFile file = read("\uFEFFA=1\r\n\r\n  # comment\r\nB=2\r\nA=3\r\n");

    assertThat(file.variables().get("A")).isEqualTo(new EnvFile.Variable("3", 5));
    assertThat(file.variables().get("B").line()).isEqualTo(4);
    assertThat(file.badLines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A s3cret       | A   | NAME=value",
        "A-B=s3cret     | A-B | NAME=value",
        "1A=s3cret      | 1A  | NAME=value",
        "A: s3cret      | A   | NAME=value",
        "A=\"s3cret     | A   | same line",
        "A='s3cret      | A   | same line",
        "A='s3'cret     | A   | same line",
        "A=\"s3cret\\\" | A   | same line"
      })
  void line_thatCannotBeRead_isKeptByNumberWithoutItsValue(String line, String name, String fault)
      throws IOException {
    EnvFile file = read("B=1\n" + line + "\nC=2\n");

    assertThat(file.variables()).containsOnlyKeys("B", "C");
    assertThat(file.badLines())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.number()).isEqualTo(2);
          assertThat(bad.name()).isEqualTo(name);
          assertThat(bad.fault()).contains(fault).doesNotContain("s3");
        });
  }

  @Test
  void bytes_thatAreNoText_harmTheirLineOnly() throws IOException {
    EnvFile file = read(new byte[] {'A', '=', (byte) 0xe4, '\n', 'B', '=', '1', '\n'});

    assertThat(file.variables()).containsOnlyKeys("B");
    assertThat(file.badLines()).extracting(EnvFile.BadLine::name).containsExactly("A");
    assertThat(faults.lines()).isEmpty();
  }

  @Test
  void toString_hasNoValues() throws IOException {
    assertThat(read("KEY=sk-secret\nKEY2='sk-secret").toString()).doesNotContain("sk-secret");
  }

  @Test
  void folderOfThatName_isNoFile() throws IOException {
    EnvFile file = EnvFile.read(Files.createDirectory(folder.resolve("venv")), faults);

    assertThat(file.variables()).isEmpty();
    assertThat(faults.lines()).isEmpty();
  }
}
