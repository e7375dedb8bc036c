package dev.recollect.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfReaderTest {

  @TempDir Path folder;

  private final PdfFixture pdf = new PdfFixture();

  @AfterEach
  void closePdf() throws IOException {
    pdf.close();
  }

  private ExtractedDocument read() throws IOException {
    return new DocumentReaders().read(pdf.save(folder.resolve("a.pdf")));
  }

  private List<String> texts() throws IOException {
    return read().sections().stream().map(Section::text).toList();
  }

  private MemoryException refusal(Path file) {
    MemoryException error =
        catchThrowableOfType(MemoryException.class, () -> new DocumentReaders().read(file));
    assertThat(error).as("refusal of %s", file).isNotNull();
    assertThat(error.getMessage()).startsWith(file + " ").doesNotContain("\n", "Exception");
    return error;
  }

  private MemoryException refusal() throws IOException {
    return refusal(pdf.save(folder.resolve("a.pdf")));
  }

  @Test
  void read_isASectionForEachPageWithText() throws IOException {
    pdf.page("First page.").page().page("Third page.");
    assertThat(read().sections())
        .containsExactly(
            new Section(List.of(), 1, "First page."), new Section(List.of(), 3, "Third page."));
  }

  @Test
  void read_joinsTheLinesOfParagraphs() throws IOException {
    pdf.page("We sold the boat in the year", "of the great storm.", "", "Then we left.");
    assertThat(texts())
        .containsExactly("We sold the boat in the year of the great storm.\n\nThen we left.");
  }

  @Test
  void read_startsParagraphsAtIndentedLines() throws IOException {
    pdf.page("A first paragraph that fills the whole line, and then", "one more.");
    pdf.lines(84, PdfFixture.TOP - 74, "A second one that is as long as the first line")
        .lines(72, PdfFixture.TOP - 86, "was.");
    assertThat(texts())
        .containsExactly(
            "A first paragraph that fills the whole line, and then one more."
                + "\n\nA second one that is as long as the first line was.");
  }

  @Test
  void read_keepsLinesOfListings() throws IOException {
    pdf.page("Run this:");
    pdf.line(FontName.COURIER, 10, 72, 650, "cd boat");
    pdf.line(FontName.COURIER, 10, 72, 638, "make sail");
    assertThat(texts()).containsExactly("Run this:\n\ncd boat\nmake sail");
  }

  @Test
  void read_ofTextWithACommandInIt_joinsItsLines() throws IOException {
    pdf.page().line(FontName.HELVETICA, 10, 72, 650, "To do that, run");
    pdf.line(FontName.COURIER, 10, 145, 650, "make sail now");
    pdf.line(FontName.HELVETICA, 10, 72, 638, "and see the wind.");
    assertThat(texts()).containsExactly("To do that, run make sail now and see the wind.");
  }

  @Test
  void read_joinsDividedWords() throws IOException {
    pdf.page("This exam-", "ple has a Franco-", "German pair and 1990-", "2000 in it.");
    assertThat(texts())
        .containsExactly("This example has a Franco-German pair and 1990-2000 in it.");
  }

  @Test
  void read_dropsRunningHeadsAndPageNumbers() throws IOException {
    for (int number = 1; number <= 6; number++) {
      pdf.page("Page text " + "abcdef".charAt(number - 1) + ".");
      pdf.lines(72, 760, (number % 2 == 0 ? "Chapter 2. Boats " : "The Book ") + number);
      pdf.lines(300, 30, Integer.toString(number));
    }
    assertThat(texts())
        .containsExactly(
            "Page text a.",
            "Page text b.",
            "Page text c.",
            "Page text d.",
            "Page text e.",
            "Page text f.");
  }

  @Test
  void read_dropsTheHeadingThatThePagesOfAShortChapterRepeat() throws IOException {
    pdf.page("1 Boats", "", "One.").page("Two.");
    pdf.page().lines(72, 760, "Boats").lines(72, 700, "Three.");
    pdf.bookmark("Boats", 1);
    assertThat(texts()).containsExactly("One.", "Two.", "Three.");
  }

  @Test
  void read_keepsLinesThatRecurElsewhere() throws IOException {
    for (int number = 1; number <= 4; number++) {
      pdf.page().lines(72, 500 - 40 * number, "Example:", "The number " + number + ".");
    }
    assertThat(texts().getFirst()).isEqualTo("Example: The number 1.");
  }

  @Test
  void read_completesSentencesThatRunOverThePage() throws IOException {
    pdf.page("It begins. We sold the boat be-").page("cause of the storm. Then we left.");
    assertThat(texts())
        .containsExactly(
            "It begins. We sold the boat because of the storm.",
            "cause of the storm. Then we left.");
  }

  @Test
  void read_ofPageThatEndsWithASentence_leavesItAlone() throws IOException {
    pdf.page("We sold the boat.").page("and so on.").page("No end").page("Upper case.");
    assertThat(texts()).containsExactly("We sold the boat.", "and so on.", "No end", "Upper case.");
  }

  @Test
  void read_putsTextBelowItsBookmarks() throws IOException {
    pdf.page("Preface text.", "", "1 Boats", "", "All boats.", "", "1.1 Sails", "", "Main sail.");
    pdf.page("Jib.", "", "2. Cars", "", "None.");
    PDOutlineItem boats = pdf.bookmark("Boats", 1);
    pdf.bookmark(boats, "Sails", 1);
    pdf.bookmark("Cars", 2);
    assertThat(read().sections())
        .containsExactly(
            new Section(List.of(), 1, "Preface text."),
            new Section(List.of("Boats"), 1, "All boats."),
            new Section(List.of("Boats", "Sails"), 1, "Main sail."),
            new Section(List.of("Boats", "Sails"), 2, "Jib."),
            new Section(List.of("Cars"), 2, "None."));
  }

  @Test
  void read_ofBookmarkThatIsNotInTheText_dividesAtThePage() throws IOException {
    pdf.page("One.").page("Two.");
    pdf.bookmark("Elsewhere", 2);
    assertThat(read().sections())
        .containsExactly(
            new Section(List.of(), 1, "One."), new Section(List.of("Elsewhere"), 2, "Two."));
  }

  @Test
  void read_ofBookmarksInARing_ends() throws IOException {
    pdf.page("Text.");
    PDOutlineItem first = pdf.bookmark("One", 1);
    first.getCOSObject().setItem("Next", first.getCOSObject());
    first.getCOSObject().setItem("First", first.getCOSObject());
    assertThat(read().sections()).extracting(Section::headings).containsOnly(List.of("One"));
  }

  @Test
  void read_ofTwoColumns_readsOneAfterTheOther() throws IOException {
    pdf.page()
        .lines(72, 700, "The left column", "goes on and")
        .lines(320, 700, "ends in the right", "column.");
    assertThat(texts()).containsExactly("The left column goes on and ends in the right column.");
  }

  @Test
  void read_takesTheStatedTitle() throws IOException {
    pdf.page("Text.").document().getDocumentInformation().setTitle("On  Boats");
    assertThat(read().title()).isEqualTo("On Boats");
  }

  @Test
  void read_ofMeaninglessTitle_takesTheLargestLines() throws IOException {
    pdf.page("Text below the title.", "More of it.");
    pdf.line(FontName.HELVETICA_BOLD, 18, 72, 740, "On Boats");
    pdf.line(FontName.HELVETICA_BOLD, 18, 72, 718, "and Cars");
    for (String title : List.of("untitled", "Microsoft Word - a.doc", "boats.tex", " ", "C:\\a")) {
      pdf.document().getDocumentInformation().setTitle(title);
      assertThat(read().title()).isEqualTo("On Boats and Cars");
    }
  }

  @Test
  void read_ofOneSize_findsNoTitle() throws IOException {
    pdf.page("Text.");
    assertThat(read().title()).isEmpty();
  }

  @Test
  void read_ofPdfThatNeedsAPassword_isRefused() throws IOException {
    pdf.page("Secret.").encrypted("owner", "user", true);
    MemoryException error = refusal();
    assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("needs a password");
  }

  @Test
  void read_ofPdfWithAnOwnersPasswordOnly_isRead() throws IOException {
    pdf.page("Public.").encrypted("owner", "", true);
    assertThat(texts()).containsExactly("Public.");
  }

  @Test
  void read_ofPdfThatForbidsExtraction_isRefused() throws IOException {
    pdf.page("Public.").encrypted("owner", "", false);
    assertThat(refusal()).hasMessageContaining("forbids the extraction");
  }

  @Test
  void read_ofPdfEncryptedByCertificates_isRefused() throws IOException {
    String pages = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
    String none = "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n";
    String filter =
        "3 0 obj<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128/CF<<"
            + "/DefaultCryptFilter<</CFM/AESV2/Recipients[<30820100>]/Length 128>>>>"
            + "/StmF/DefaultCryptFilter/StrF/DefaultCryptFilter>>endobj\n";
    StringBuilder file = new StringBuilder("%PDF-1.6\n");
    StringBuilder table = new StringBuilder("xref\n0 4\n0000000000 65535 f \n");
    for (String object : List.of(pages, none, filter)) {
      table.append("%010d 00000 n \n".formatted(file.length()));
      file.append(object);
    }
    int start = file.length();
    file.append(table).append("trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n");
    file.append("startxref\n").append(start).append("\n%%EOF\n");
    assertThat(refusal(Files.writeString(folder.resolve("a.pdf"), file)))
        .hasMessageContaining("encrypted by certificates");
  }

  @Test
  void read_ofImagesOnly_recommendsOcr() throws IOException {
    pdf.page().image();
    assertThat(refusal()).hasMessageContaining("images only; run OCR");
  }

  @Test
  void read_ofBlankPages_saysThatThereIsNoText() throws IOException {
    pdf.page().page();
    assertThat(refusal()).hasMessageEndingWith(" has no text");
  }

  @Test
  void read_ofDamagedPdf_saysSoOrReadsIt() throws IOException {
    for (int number = 0; number < 5; number++) {
      pdf.page("Text of a page.");
    }
    byte[] whole = Files.readAllBytes(pdf.save(folder.resolve("a.pdf")));
    Path header = Files.write(folder.resolve("b.pdf"), Arrays.copyOf(whole, 20));
    assertThat(refusal(header)).hasMessageContaining("is damaged");
    Random random = new Random(42);
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged = Arrays.copyOf(whole, 20 + random.nextInt(whole.length - 20));
      for (int hit = 0; hit < trial % 20; hit++) {
        damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
      }
      readOrRefuse(Files.write(folder.resolve("c.pdf"), damaged));
    }
  }

  private void readOrRefuse(Path file) {
    try {
      assertThat(new DocumentReaders().read(file).sections()).isNotEmpty();
    } catch (MemoryException e) {
      assertThat(e.getMessage()).startsWith(file + " ").doesNotContain("\n", "Exception");
    }
  }

  @Test
  void read_ofDeeplyNestedObjects_isRefused() throws IOException {
    String nested =
        "%PDF-1.4\n1 0 obj\n" + "[".repeat(200_000) + "\nendobj\ntrailer <</Root 1 0 R>>";
    assertThat(refusal(Files.writeString(folder.resolve("a.pdf"), nested)))
        .hasMessageContaining("is damaged");
  }

  @Test
  void read_ofManyPages_isReadInOrder() throws IOException {
    for (String text : PdfFixture.numbered("Text number # stands here.", 1, 1_000)) {
      pdf.page(text);
    }
    assertThat(read().sections()).hasSize(1_000).extracting(Section::page).isSorted();
  }
}
