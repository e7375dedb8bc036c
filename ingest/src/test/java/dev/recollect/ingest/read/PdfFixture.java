package dev.recollect.ingest.read;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** A PDF of letter size that a test writes line by line. */
final class PdfFixture implements AutoCloseable {

  static final float TOP = 720;
  static final float PITCH = 12;
  private static final float LEFT = 72;
  private static final float SIZE = 10;

  private final PDDocument document = new PDDocument();
  private PDPage page = new PDPage();

  PDDocument document() {
    return document;
  }

  PdfFixture page() {
    page = new PDPage();
    document.addPage(page);
    return this;
  }

  /** A page whose body is these lines, below each other; an empty one leaves a gap. */
  PdfFixture page(String... lines) throws IOException {
    return page().lines(LEFT, TOP - 50, lines);
  }

  PdfFixture lines(float left, float top, String... lines) throws IOException {
    float baseline = top;
    for (String line : lines) {
      line(FontName.HELVETICA, SIZE, left, baseline, line);
      baseline -= PITCH;
    }
    return this;
  }

  PdfFixture line(FontName font, float size, float left, float baseline, String text)
      throws IOException {
    try (PDPageContentStream content = append()) {
      content.beginText();
      content.setFont(new PDType1Font(font), size);
      content.newLineAtOffset(left, baseline);
      content.showText(text);
      content.endText();
    }
    return this;
  }

  PdfFixture image() throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    try (PDPageContentStream content = append()) {
      content.drawImage(LosslessFactory.createFromImage(document, image), 0, 0);
    }
    return this;
  }

  private PDPageContentStream append() throws IOException {
    return new PDPageContentStream(
        document, page, PDPageContentStream.AppendMode.APPEND, false, true);
  }

  PDOutlineItem bookmark(String title, int pageNumber) {
    PDDocumentOutline outline = document.getDocumentCatalog().getDocumentOutline();
    if (outline == null) {
      outline = new PDDocumentOutline();
      document.getDocumentCatalog().setDocumentOutline(outline);
    }
    return bookmark(outline, title, pageNumber);
  }

  PDOutlineItem bookmark(PDOutlineNode parent, String title, int pageNumber) {
    PDOutlineItem item = new PDOutlineItem();
    item.setTitle(title);
    item.setDestination(document.getPage(pageNumber - 1));
    parent.addLast(item);
    return item;
  }

  PdfFixture encrypted(String ownerPassword, String userPassword, boolean extractable)
      throws IOException {
    AccessPermission permission = new AccessPermission();
    permission.setCanExtractContent(extractable);
    StandardProtectionPolicy policy =
        new StandardProtectionPolicy(ownerPassword, userPassword, permission);
    policy.setEncryptionKeyLength(128);
    document.protect(policy);
    return this;
  }

  Path save(Path file) throws IOException {
    document.save(file.toFile());
    return file;
  }

  static List<String> numbered(String text, int from, int to) {
    String[] lines = new String[to - from + 1];
    Arrays.setAll(lines, index -> text.replace("#", Integer.toString(from + index)));
    return List.of(lines);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
