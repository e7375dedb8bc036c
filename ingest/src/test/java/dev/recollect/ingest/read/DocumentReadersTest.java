package dev.recollect.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReadersTest {

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @TempDir Path folder;

  private final DocumentReaders readers = new DocumentReaders();

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private MemoryException refusal(Path file) {
    MemoryException error = catchThrowableOfType(MemoryException.class, () -> readers.read(file));
    assertThat(error).as("refusal of %s", file).isNotNull();
    assertThat(error.getMessage()).startsWith(file + " ").doesNotContain("\n", "Exception");
    return error;
  }

  private String text(Path file) {
    List<Section> sections = readers.read(file).sections();
    assertThat(sections).hasSize(1);
    return sections.getFirst().text();
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void extensions_areThoseOfAllFormats() {
    assertThat(readers.extensions()).containsExactly("markdown", "md", "pdf", "text", "txt");
  }

  @Test
  void reads_looksAtTheExtensionInAnyCase() {
    assertThat(readers.reads(Path.of("a.PDF"))).isTrue();
    assertThat(readers.reads(Path.of("a.b.Md"))).isTrue();
    assertThat(readers.reads(Path.of("a.docx"))).isFalse();
    assertThat(readers.reads(Path.of("pdf"))).isFalse();
    assertThat(readers.reads(Path.of("/"))).isFalse();
  }

  @Test
  void read_ofText_isOneSectionWithNormalLineEnds() throws IOException {
    ExtractedDocument document = readers.read(file("a.txt", "one\r\ntwo\rthree\n"));
    assertThat(document.title()).isEmpty();
    assertThat(document.sections()).containsExactly(new Section(List.of(), 0, "one\ntwo\nthree\n"));
  }

  @Test
  void read_ofTextWithByteOrderMark_dropsTheMark() throws IOException {
    byte[] text = "na\u00efve".getBytes(StandardCharsets.UTF_8);
    assertThat(text(file("a.txt", concatenated(UTF_8_MARK, text)))).isEqualTo("na\u00efve");
  }

  @Test
  void read_ofUtf16WithByteOrderMark_decodesIt() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] text = "\uFEFFna\u00efve \uD83D\uDE00".getBytes(charset);
      assertThat(text(file("a.txt", text))).isEqualTo("na\u00efve \uD83D\uDE00");
    }
  }

  @Test
  void read_ofOtherEncoding_namesTheByte() throws IOException {
    Path latin = file("a.txt", "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusal(latin)).hasMessageContaining("is not UTF-8 at byte 3;");
    Path cut = file("b.md", new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    assertThat(refusal(cut)).hasMessageContaining("is not UTF-8 at byte 1;");
    Path marked = file("c.txt", concatenated(UTF_8_MARK, new byte[] {'a', (byte) 0xFF}));
    assertThat(refusal(marked)).hasMessageContaining("is not UTF-8 at byte 4;");
    Path unpaired = file("d.txt", new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xD8, 0, 0, 'a'});
    assertThat(refusal(unpaired)).hasMessageContaining("is not UTF-16BE at byte 2;");
  }

  @Test
  void read_ofTextWithNul_isRefused() throws IOException {
    assertThat(refusal(file("a.txt", "a\0b"))).hasMessageContaining("is not text");
    byte[] utf16 = "\uFEFFa\0b".getBytes(StandardCharsets.UTF_16LE);
    assertThat(refusal(file("b.txt", utf16))).hasMessageContaining("is not text");
  }

  @Test
  void read_ofBlankFile_saysThatThereIsNoText() throws IOException {
    for (String name : List.of("a.txt", "a.md", "a.pdf")) {
      assertThat(refusal(file(name, ""))).hasMessageEndingWith(" has no text");
    }
    assertThat(refusal(file("b.txt", " \n\t\n"))).hasMessageEndingWith(" has no text");
    assertThat(refusal(file("c.txt", UTF_8_MARK))).hasMessageEndingWith(" has no text");
  }

  @Test
  void read_ofPdfWithAnotherName_saysHowToNameIt() throws IOException {
    assertThat(refusal(file("a.md", "%PDF-1.7\n"))).hasMessageEndingWith("name it .pdf");
  }

  @Test
  void read_ofTextNamedPdf_saysThatItIsNone() throws IOException {
    assertThat(refusal(file("a.pdf", "Hello."))).hasMessageContaining("is not a PDF");
  }

  @Test
  void read_ofTooLargeText_namesTheLimit() throws IOException {
    byte[] bytes = new byte[DocumentReaders.TEXT_BYTES + 1];
    Arrays.fill(bytes, (byte) 'a');
    MemoryException error = refusal(file("a.txt", bytes));
    assertThat(error.kind()).isEqualTo(ErrorKind.LIMIT);
    assertThat(error).hasMessageContaining("larger than 16 MiB");
    Path largest = file("b.txt", Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(text(largest)).hasSize(DocumentReaders.TEXT_BYTES);
  }

  @Test
  void read_ofWhatIsNoFile_saysWhatItIs() throws IOException {
    assertThat(refusal(folder.resolve("a.txt")).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(refusal(Files.createDirectory(folder.resolve("b.txt"))))
        .hasMessageContaining("is a folder");
  }

  @Test
  void read_ofAnotherFormat_namesThoseThatAreRead() throws IOException {
    MemoryException error = refusal(file("a.docx", "Hello."));
    assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(error).hasMessageEndingWith(".markdown, .md, .pdf, .text, .txt");
  }

  @Test
  void read_withoutPermission_saysSo() throws IOException {
    Path file = file("a.txt", "Hello.");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user reads every file, whatever its permissions");
    assertThat(refusal(file)).hasMessageContaining("may not be read");
  }

  @Test
  void read_ofNameWithLineEnd_staysOnOneLine() throws IOException {
    MemoryException error =
        catchThrowableOfType(MemoryException.class, () -> readers.read(file("a\nb.txt", "")));
    assertThat(error.getMessage()).endsWith("a?b.txt has no text");
  }
}
