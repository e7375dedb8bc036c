package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search over documents may be told, and what it tells. */
class SearchOptionsTest {

  @TempDir private Path temporary;

  private Path home;
  private Path folder;

  @BeforeEach
  void attachDocuments() throws IOException {
    home = temporary.resolve("home");
    folder = Files.createDirectory(temporary.resolve("notes"));
    file("old.txt", "The old lamp is green.", "2020-03-01T12:00");
    file("new.txt", "The new lamp is red.", "2024-03-01T12:00");
  }

  private void file(String name, String text, String time) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(
        file, FileTime.from(LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant()));
  }

  private void load() {
    run("load", "directory", "--name", "notes", "--input-dir", folder.toString());
    CommandLineRun.of(home, "/attach notes\n", "run", "--agent", "ada");
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, "", arguments);
  }

  private CommandLineRun search(String... options) {
    List<String> arguments = new ArrayList<>(List.of("search", "--agent", "ada"));
    arguments.addAll(Arrays.asList(options));
    arguments.addAll(List.of("which", "colour", "has", "the", "lamp"));
    return run(arguments.toArray(String[]::new));
  }

  private void assertFinds(CommandLineRun run, String... files) {
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.answers()).hasSize(files.length);
    assertThat(List.of(files)).allMatch(run.output()::contains);
  }

  @Test
  void search_withinTimes_findsTheFilesOfThen() {
    load();
    assertFinds(search(), "old.txt", "new.txt");
    assertFinds(search("--since", "2022-01-01"), "new.txt");
    assertFinds(search("--until", "2022-01-01"), "old.txt");
    assertFinds(search("--until", "2020-03-01"), "old.txt");
    assertFinds(search("--until", "2020-02-29"));
    assertFinds(search("--since", "2020-03-01", "--until", "2020-03-01"), "old.txt");
    assertFinds(search("--since", "2020-03-01T12:00", "--until", "2020-03-01T12:01"), "old.txt");
    assertFinds(search("--until", "2020-03-01T12:00"));
    assertFinds(search("--since", "2024-03-01T12:00:00.001"));
    assertFinds(search("--since", "2024-02-28T00:00Z"), "new.txt");
    assertFinds(search("--since", "2024-02-28T00:00:00+02:00"), "new.txt");
  }

  @Test
  void search_ofATimeThatIsNone_showsWhatWouldBeRight() {
    load();
    for (String time :
        List.of("yesterday", "", "2026-13-01", "2026-02-30", "2026-1-1", "2026-01-01T25:00")) {
      for (String option : List.of("--since", "--until")) {
        CommandLineRun run = search(option, time);
        assertThat(run.code()).as(time).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.error())
            .isEqualTo(
                "error: "
                    + option
                    + " is '"
                    + time
                    + "'; it must be a day such as 2026-01-31 or a time such as"
                    + " 2026-01-31T09:00\n");
      }
    }
  }

  @Test
  void search_withALeastCosine_leavesOutWhatIsFurther() {
    load();
    assertFinds(search("--min-cosine", "-1"), "old.txt", "new.txt");
    assertFinds(search("--min-cosine", "0.4"), "old.txt", "new.txt");
    assertFinds(search("--min-cosine", "1"));
  }

  @Test
  void search_withALeastCosineThatIsNone_saysSo() {
    load();
    for (String cosine : List.of("1.5", "-2", "NaN")) {
      CommandLineRun run = search("--min-cosine", cosine);
      assertThat(run.code()).as(cosine).isEqualTo(1);
      assertThat(run.error()).startsWith("error: ").containsIgnoringCase("cosine");
    }
    assertThat(search("--min-cosine", "much").code()).isEqualTo(2);
  }

  @Test
  void search_json_namesFileAndPageOfAPdf() throws IOException {
    pdf("The anchor weighs ten kilograms.", "The mast is made of spruce.");
    load();
    CommandLineRun run = run("search", "--agent", "ada", "--json", "What is the mast made of?");
    assertThat(run.code()).as(run.error()).isZero();
    JsonNode first = new ObjectMapper().readTree(run.output()).get("results").get(0);
    assertThat(first.get("file").textValue()).isEqualTo("manual.pdf");
    assertThat(first.get("page").intValue()).isEqualTo(2);
    assertThat(first.get("source").textValue()).isEqualTo("notes");
    assertThat(first.get("text").textValue()).contains("spruce");
    assertThat(run("search", "--agent", "ada", "mast").output())
        .contains("manual.pdf, page 2 (notes): ");
  }

  private void pdf(String... pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (String text : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 10);
          content.newLineAtOffset(72, 650);
          content.showText(text);
          content.endText();
        }
      }
      document.save(folder.resolve("manual.pdf").toFile());
    }
  }
}
