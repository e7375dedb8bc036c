package dev.recollect.ingest.read;

import dev.recollect.memory.api.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Reads PDF: a section for each page and each bookmark, without running heads, words and paragraphs
 * put together again. What is unpacked lies in temporary files, not in the heap.
 */
final class PdfReader implements DocumentReader {

  /** Some files have other bytes before it; readers look so far. */
  private static final int HEADER_BYTES = 1_024;

  @Override
  public Set<String> extensions() {
    return Set.of("pdf");
  }

  @Override
  public ExtractedDocument read(Path file) throws IOException, Refusal {
    requireHeader(file);
    try (PDDocument document =
        Loader.loadPDF(file.toFile(), "", IOUtils.createTempFileOnlyStreamCache())) {
      return extracted(document);
    } catch (InvalidPasswordException e) {
      throw new Refusal(
          ErrorKind.UNSUPPORTED, "is encrypted and needs a password; save a copy without one", e);
    } catch (PdfLineCollector.TooMuchTextException e) {
      throw new Refusal(
          ErrorKind.LIMIT, "has more than 16 MiB of text; divide it into smaller files", e);
    } catch (LinkageError e) {
      throw new Refusal(
          ErrorKind.UNSUPPORTED, "is encrypted by certificates; save a copy without encryption", e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new Refusal(
          ErrorKind.INVALID, "is damaged and cannot be read as a PDF; get or make a new copy", e);
    }
  }

  private static void requireHeader(Path file) throws IOException, Refusal {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(HEADER_BYTES);
      if (start.length == 0) {
        throw Refusal.noText();
      }
      if (!new String(start, StandardCharsets.ISO_8859_1).contains("%PDF-")) {
        throw Refusal.invalid("is not a PDF whatever its name says: its header %PDF- is missing");
      }
    }
  }

  private static ExtractedDocument extracted(PDDocument document) throws IOException, Refusal {
    if (!document.getCurrentAccessPermission().canExtractContent()) {
      throw new Refusal(
          ErrorKind.UNSUPPORTED,
          "is encrypted and forbids the extraction of its text; get a copy that permits it");
    }
    List<PdfPage> all = PdfLineCollector.pages(document);
    List<PdfPage> pages = PdfRunningHeads.removed(all);
    String title = PdfTitle.of(document, pages);
    List<Section> sections = PdfSections.of(title, pages, PdfOutline.bookmarks(document));
    if (sections.isEmpty()) {
      throw withoutText(document);
    }
    if (!PdfText.isLegible(sections)) {
      throw Refusal.invalid(
          "has no text that can be read: its fonts do not say which letters they draw; run OCR on"
              + " it first");
    }
    return new ExtractedDocument(title, PdfPageTurns.completed(sections));
  }

  private static Refusal withoutText(PDDocument document) {
    for (PDPage page : document.getPages()) {
      PDResources resources = page.getResources();
      if (resources != null && resources.getXObjectNames().iterator().hasNext()) {
        return Refusal.invalid("has no text: it holds images only; run OCR on it first");
      }
    }
    return Refusal.noText();
  }
}
