package dev.recollect.ingest.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Finds the title of a PDF: its own statement if that is sensible, else its largest lines. */
final class PdfTitle {

  private static final int LONGEST = 300;
  private static final int MOST_LINES = 5;
  private static final int FEWEST_LETTERS = 4;
  private static final float LARGER = 1.15f;
  private static final float SAME_SIZE = 0.2f;

  /** What programs write where nobody wrote a title. */
  private static final Pattern MEANINGLESS =
      Pattern.compile(
          "(?i)\\(?(?:untitled|anonymous|unknown|title|document|slide|presentation|powerpoint presentation)\\)?[\\s\\d-]*"
              + "|microsoft (?:word|powerpoint|excel) - .*"
              + "|\\S*[/\\\\]\\S*"
              + "|.*\\.(?:pdf|docx?|odt|rtf|tex|dvi|ps|indd|qxd|pptx?|xlsx?|wpd|html?|txt|fm|lwp)");

  private PdfTitle() {}

  /** Returns the title; empty if none is found. */
  static String of(PDDocument document, List<PdfPage> pages) {
    String stated = document.getDocumentInformation().getTitle();
    String title = stated == null ? "" : PdfText.withoutSoftHyphens(PdfText.cleanLine(stated));
    return isSensible(title) ? title : largest(pages);
  }

  private static boolean isSensible(String title) {
    return hasLetters(title) && title.length() <= LONGEST && !MEANINGLESS.matcher(title).matches();
  }

  private static boolean hasLetters(String text) {
    return text.codePoints().filter(Character::isLetter).count() >= FEWEST_LETTERS
        || text.codePoints().anyMatch(Character::isIdeographic);
  }

  private static String largest(List<PdfPage> pages) {
    if (pages.isEmpty() || pages.getFirst().number() != 1) {
      return "";
    }
    List<PdfLine> candidates =
        pages.getFirst().lines().stream()
            .filter(line -> line.upright() && hasLetters(line.text()))
            .toList();
    float size = candidates.stream().map(PdfLine::size).max(Comparator.naturalOrder()).orElse(0f);
    if (size < LARGER * bodySize(pages)) {
      return "";
    }
    String title = joined(linesOf(size, candidates));
    return title.length() <= LONGEST ? title : "";
  }

  private static List<PdfLine> linesOf(float size, List<PdfLine> candidates) {
    List<PdfLine> lines = new ArrayList<>();
    for (PdfLine line : candidates) {
      if (line.size() > size - SAME_SIZE) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        break;
      }
    }
    return lines.subList(0, Math.min(lines.size(), MOST_LINES));
  }

  private static String joined(List<PdfLine> lines) {
    StringBuilder title = new StringBuilder();
    lines.forEach(line -> PdfText.appendLine(title, line.text()));
    return PdfText.withoutSoftHyphens(title);
  }

  /** The size that most characters have, rounded to half points. */
  private static float bodySize(List<PdfPage> pages) {
    Map<Integer, Integer> characters = new HashMap<>();
    for (PdfPage page : pages) {
      page.lines()
          .forEach(line ->
              characters.merge(Math.round(line.size() * 2), line.text().length(), Integer::sum));
    }
    return characters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> entry.getKey() / 2f)
        .orElse(0f);
  }
}
