package dev.recollect.ingest.read;

import dev.recollect.memory.api.value.Texts;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Collects the lines of all pages of a PDF in one walk, in the order in which they are drawn. */
final class PdfLineCollector extends PDFTextStripper {

  /** Says that a PDF has more text than is read. */
  static final class TooMuchTextException extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuchTextException() {
      super("too much text");
    }
  }

  private static final Pattern FIXED_WIDTH_NAME =
      Pattern.compile("(?i)courier|mono|consol|typewriter|menlo|cmtt|sftt|nimbusmon");

  private static final double MOSTLY = 0.8;

  private final List<PdfPage> pages = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final List<TextPosition> letters = new ArrayList<>();
  private List<PdfLine> lines = new ArrayList<>();
  private long bytes;

  private PdfLineCollector() {}

  /**
   * Returns the pages that have content.
   *
   * @throws TooMuchTextException if the text is larger than {@link DocumentReaders#TEXT_BYTES}
   */
  static List<PdfPage> pages(PDDocument document) throws IOException {
    PdfLineCollector collector = new PdfLineCollector();
    collector.writeText(document, Writer.nullWriter());
    return collector.pages;
  }

  @Override
  protected void startPage(PDPage page) {
    lines = new ArrayList<>();
  }

  @Override
  protected void endPage(PDPage page) throws IOException {
    endLine();
    pages.add(new PdfPage(getCurrentPageNo(), lines));
  }

  @Override
  protected void writeString(String word, List<TextPosition> positions) {
    text.append(word);
    letters.addAll(positions);
  }

  @Override
  protected void writeWordSeparator() {
    text.append(' ');
  }

  @Override
  protected void writeLineSeparator() throws IOException {
    endLine();
  }

  @Override
  protected void writeParagraphStart() throws IOException {
    endLine();
  }

  @Override
  protected void writeParagraphEnd() throws IOException {
    endLine();
  }

  @Override
  protected void endArticle() throws IOException {
    endLine();
  }

  private void endLine() throws IOException {
    String line = PdfText.cleanLine(text.toString());
    if (!line.isEmpty() && !letters.isEmpty()) {
      bytes += Texts.utf8Length("line", line) + 1;
      if (bytes > DocumentReaders.TEXT_BYTES) {
        throw new TooMuchTextException();
      }
      lines.add(measured(line));
    }
    text.setLength(0);
    letters.clear();
  }

  private PdfLine measured(String line) {
    TextPosition typical = typicalLetter();
    float left = Float.MAX_VALUE;
    float right = 0;
    for (TextPosition letter : letters) {
      left = Math.min(left, letter.getXDirAdj());
      right = Math.max(right, letter.getXDirAdj() + letter.getWidthDirAdj());
    }
    return new PdfLine(
        line,
        left,
        right,
        typical.getYDirAdj(),
        typical.getFontSizeInPt(),
        isFixedWidth(),
        typical.getDir() == 0);
  }

  /** The middle one by size: footnote marks and initials are fewer than the letters beside them. */
  private TextPosition typicalLetter() {
    List<TextPosition> bySize = new ArrayList<>(letters);
    bySize.sort((a, b) -> Float.compare(a.getFontSizeInPt(), b.getFontSizeInPt()));
    return bySize.get(bySize.size() / 2);
  }

  /** Text that names a command or two is not a listing. */
  private boolean isFixedWidth() {
    PDFont last = null;
    boolean lastIsFixed = false;
    int fixed = 0;
    for (TextPosition letter : letters) {
      if (!letter.getFont().equals(last)) {
        last = letter.getFont();
        lastIsFixed = isFixedWidth(last);
      }
      fixed += lastIsFixed ? 1 : 0;
    }
    return fixed >= MOSTLY * letters.size();
  }

  private static boolean isFixedWidth(PDFont font) {
    PDFontDescriptor descriptor = font.getFontDescriptor();
    String name = String.valueOf(font.getName());
    return FIXED_WIDTH_NAME.matcher(name).find()
        || (descriptor != null && descriptor.isFixedPitch());
  }
}
