package dev.recollect.ingest.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** Reads the bookmarks of a PDF. */
final class PdfOutline {

  private static final int DEEPEST = 10;
  private static final int MOST = 20_000;

  /**
   * A bookmark.
   *
   * @param level from 1, the outermost
   * @param title one line, not blank
   * @param page where it leads, from 1
   */
  record Bookmark(int level, String title, int page) {}

  private final PDDocument document;
  private final IdentityHashMap<COSBase, Integer> pageNumbers = new IdentityHashMap<>();
  private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Bookmark> bookmarks = new ArrayList<>();

  private PdfOutline(PDDocument document) {
    this.document = document;
  }

  /** Returns the bookmarks in order, without those that lead back or nowhere. */
  static List<Bookmark> bookmarks(PDDocument document) {
    PDDocumentOutline root = document.getDocumentCatalog().getDocumentOutline();
    if (root == null) {
      return List.of();
    }
    PdfOutline outline = new PdfOutline(document);
    for (PDPage page : document.getPages()) {
      outline.pageNumbers.put(page.getCOSObject(), outline.pageNumbers.size() + 1);
    }
    outline.addBelow(root, 1);
    return outline.bookmarks;
  }

  private void addBelow(PDOutlineNode node, int level) {
    PDOutlineItem item = node.getFirstChild();
    while (item != null
        && level <= DEEPEST
        && seen.size() < MOST
        && seen.add(item.getCOSObject())) {
      add(item, level);
      addBelow(item, level + 1);
      item = item.getNextSibling();
    }
  }

  private void add(PDOutlineItem item, int level) {
    String title = PdfText.withoutSoftHyphens(PdfText.cleanLine(titleOf(item)));
    int page = page(item);
    boolean leadsOn = page > 0 && (bookmarks.isEmpty() || page >= bookmarks.getLast().page());
    if (leadsOn && !title.isBlank()) {
      bookmarks.add(new Bookmark(level, title, page));
    }
  }

  private static String titleOf(PDOutlineItem item) {
    String title = item.getTitle();
    return title == null ? "" : title;
  }

  /** A document whose bookmarks are broken is still worth reading. */
  private int page(PDOutlineItem item) {
    try {
      PDPage page = item.findDestinationPage(document);
      COSDictionary key = page == null ? null : page.getCOSObject();
      return key == null ? 0 : pageNumbers.getOrDefault(key, 0);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
