package dev.recollect.ingest.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Joins the lines of a page into paragraphs. */
final class PdfParagraphs {

  private static final float USUAL_PITCH = 1.2f;
  private static final float LARGEST_PITCH = 3;
  private static final float WIDER_PITCH = 1.3f;
  private static final float WIDER_PITCH_IN_SENTENCE = 1.9f;
  private static final float NEXT_COLUMN = -0.5f;
  private static final float OTHER_SIZE = 0.12f;
  private static final float INDENT = 0.7f;
  private static final float SHORT_OF_MARGIN = 4;

  private static final Pattern BULLET =
      Pattern.compile("[\u2022\u25E6\u25AA\u25CF\u2023\u25A0\u2219][\\s\\S]*");
  private static final Pattern LIST_ITEM =
      Pattern.compile("(?:[-\u2013*]|\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\\[\\d{1,3}\\])\\s.*");

  /** As in a table of contents. */
  private static final Pattern ENTRY = Pattern.compile(".* \u2026 \\S{1,6}");

  private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?:][\"'\u201D\u2019)\\]]*");

  private final Map<Integer, Float> pitches;
  private final Map<Integer, Float> margins = new HashMap<>();
  private final List<String> paragraphs = new ArrayList<>();
  private final List<PdfLine> current = new ArrayList<>();

  private PdfParagraphs(List<PdfLine> page) {
    this.pitches = usualPitches(page);
    page.forEach(line -> margins.merge(column(line), line.right(), Math::max));
  }

  /**
   * Returns the text of some lines, a blank line between paragraphs.
   *
   * @param lines which lines
   * @param page all lines of their page: they show its margins and its spacing
   */
  static String text(List<PdfLine> lines, List<PdfLine> page) {
    PdfParagraphs paragraphs = new PdfParagraphs(page);
    lines.forEach(paragraphs::add);
    paragraphs.endParagraph();
    return String.join("\n\n", paragraphs.paragraphs);
  }

  /**
   * The middle of the distances between neighbouring lines of one size, as a multiple of that size.
   */
  private static Map<Integer, Float> usualPitches(List<PdfLine> page) {
    Map<Integer, List<Float>> seen = new HashMap<>();
    for (int index = 1; index < page.size(); index++) {
      float pitch = pitch(page.get(index - 1), page.get(index));
      if (pitch > 0 && pitch < LARGEST_PITCH) {
        seen.computeIfAbsent(Math.round(page.get(index).size()), size -> new ArrayList<>())
            .add(pitch);
      }
    }
    Map<Integer, Float> usual = new HashMap<>();
    seen.forEach((size, pitches) -> usual.put(size, middle(pitches)));
    return usual;
  }

  private static float middle(List<Float> numbers) {
    numbers.sort(Float::compare);
    return numbers.get(numbers.size() / 2);
  }

  private static float pitch(PdfLine upper, PdfLine lower) {
    return (lower.baseline() - upper.baseline()) / Math.max(1, lower.size());
  }

  private static int column(PdfLine line) {
    return Math.round(line.left() / 40);
  }

  private void add(PdfLine line) {
    if (!current.isEmpty() && startsParagraph(current.getLast(), line)) {
      endParagraph();
    }
    current.add(line);
  }

  private void endParagraph() {
    if (!current.isEmpty()) {
      paragraphs.add(joined());
      current.clear();
    }
  }

  private String joined() {
    StringBuilder text = new StringBuilder();
    String previous = "";
    for (PdfLine line : current) {
      if (!text.isEmpty() && (line.fixedWidth() || ENTRY.matcher(previous).matches())) {
        text.append('\n').append(line.text());
      } else {
        PdfText.appendLine(text, line.text());
      }
      previous = line.text();
    }
    return PdfText.withoutSoftHyphens(text);
  }

  private boolean startsParagraph(PdfLine previous, PdfLine line) {
    if (isOfOtherKind(previous, line) || BULLET.matcher(line.text()).matches()) {
      return true;
    }
    float usual = pitches.getOrDefault(Math.round(line.size()), USUAL_PITCH);
    float distance = pitch(previous, line);
    if (distance < NEXT_COLUMN) {
      return endsSentence(previous);
    }
    boolean flows = !startsSentence(line) && !endsSentence(previous);
    return distance > usual * (flows ? WIDER_PITCH_IN_SENTENCE : WIDER_PITCH)
        || (!line.fixedWidth() && (isIndented(previous, line) || followsShortLine(previous, line)));
  }

  private static boolean isOfOtherKind(PdfLine previous, PdfLine line) {
    float larger = Math.max(previous.size(), line.size());
    return Math.abs(previous.size() - line.size()) > OTHER_SIZE * larger
        || previous.fixedWidth() != line.fixedWidth()
        || previous.upright() != line.upright();
  }

  /** Either the first line of a paragraph stands in, or all the others do. */
  private boolean isIndented(PdfLine previous, PdfLine line) {
    float indent = INDENT * line.size();
    boolean first = current.size() == 1;
    if (line.left() > previous.left() + indent) {
      return !first || (isShort(previous) && !LIST_ITEM.matcher(previous.text()).matches());
    }
    return line.left() < previous.left() - indent && !first;
  }

  private boolean followsShortLine(PdfLine previous, PdfLine line) {
    boolean item = LIST_ITEM.matcher(line.text()).matches();
    return (item || startsSentence(line)) && endsSentence(previous) && (item || isShort(previous));
  }

  private boolean isShort(PdfLine line) {
    float margin = margins.getOrDefault(column(line), line.right());
    return line.right() < margin - SHORT_OF_MARGIN * line.size();
  }

  private static boolean startsSentence(PdfLine line) {
    return !Character.isLowerCase(line.text().codePointAt(0));
  }

  private static boolean endsSentence(PdfLine line) {
    return SENTENCE_END.matcher(line.text()).matches();
  }
}
