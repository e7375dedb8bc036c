package dev.recollect.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {

  private static final Path README = Path.of("../README.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/recollect/examples");

  @ParameterizedTest
  @CsvSource({"ReadmeSample.java, readme", "LibraryAgent.java, documents"})
  void readme_javaSample_isTheTestedCode(String file, String tag) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    String tagged = "// tag::" + tag + "[]\n";
    assertThat(source).contains(tagged);
    int begin = source.indexOf(tagged) + tagged.length();
    String sample =
        source.substring(
            begin, source.lastIndexOf('\n', source.indexOf("// end::" + tag + "[]", begin)));
    assertThat(Files.readString(README))
        .contains("```java\n" + sample.stripTrailing().stripIndent() + "\n```");
  }

  @Test
  void main_inAFreshHome_answersFromMemory(@TempDir Path home) throws Exception {
    Path errors = home.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ReadmeSample.class.getName());
    builder.environment().put("RECOLLECT_HOME", home.resolve("memory").toString());
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(output).contains("Petrel").contains("berth 12");
  }
}
