package dev.recollect.ingest.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells running heads, running feet and page numbers from text. */
final class PdfRunningHeads {

  private static final int FEWEST_PAGES = 3;

  /** A head stands on at least one of so many pages between its first and its last. */
  private static final int SPARSEST = 3;

  /** How far in points a head may move from page to page. */
  private static final float PLACE_TOLERANCE = 6;

  private static final float ROW_TOLERANCE = 1;

  /** Lines at a page's upper edge, and as many at its lower, that may be heads. */
  private static final int EDGE_LINES = 2;

  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "(?i)(?:page\\s+)?[-\u2013\u2014\\[(|]?\\s*(?:\\d{1,4}|[ivxl]{1,7})\\s*[-\u2013\u2014\\])|]?(?:\\s*(?:of|/)\\s*\\d{1,4})?");

  private record Occurrence(int page, PdfLine line) {}

  private final Map<String, List<Occurrence>> occurrences = new HashMap<>();
  private final Set<PdfLine> heads = Collections.newSetFromMap(new IdentityHashMap<>());

  private PdfRunningHeads() {}

  /** Returns the pages without them. */
  static List<PdfPage> removed(List<PdfPage> pages) {
    PdfRunningHeads heads = new PdfRunningHeads();
    pages.forEach(heads::note);
    heads.occurrences.values().forEach(heads::judge);
    List<PdfPage> rest = pages.stream().map(heads::without).toList();
    return count(rest) < count(pages) / 2 ? pages : rest;
  }

  /** Pages that are alike but for a number are a form or a list, and not all head. */
  private static long count(List<PdfPage> pages) {
    return pages.stream().filter(page -> !page.lines().isEmpty()).count();
  }

  private void note(PdfPage page) {
    List<PdfLine> byHeight =
        page.lines().stream()
            .filter(PdfLine::upright)
            .sorted((a, b) -> Float.compare(a.baseline(), b.baseline()))
            .toList();
    edges(byHeight)
        .forEach(line ->
            occurrences
                .computeIfAbsent(pattern(line), key -> new ArrayList<>())
                .add(new Occurrence(page.number(), line)));
    if (byHeight.size() > 1) {
      Stream.of(byHeight.getFirst(), byHeight.getLast())
          .filter(line -> PAGE_NUMBER.matcher(line.text()).matches())
          .forEach(heads::add);
    }
  }

  private static Set<PdfLine> edges(List<PdfLine> byHeight) {
    Set<PdfLine> edges = new HashSet<>(edge(byHeight));
    edges.addAll(edge(byHeight.reversed()));
    return edges;
  }

  /** The first rows: lines that stand beside each other are one. */
  private static List<PdfLine> edge(List<PdfLine> byHeight) {
    int rows = 0;
    float last = Float.NaN;
    for (int index = 0; index < byHeight.size(); index++) {
      float baseline = byHeight.get(index).baseline();
      boolean sameRow = Math.abs(baseline - last) <= ROW_TOLERANCE;
      rows += sameRow ? 0 : 1;
      if (rows > EDGE_LINES) {
        return byHeight.subList(0, index);
      }
      last = baseline;
    }
    return byHeight;
  }

  private static String pattern(PdfLine line) {
    return line.text().replaceAll("\\d+", "#");
  }

  private void judge(List<Occurrence> all) {
    float place = all.get(all.size() / 2).line().baseline();
    List<Occurrence> inPlace =
        all.stream()
            .filter(one -> Math.abs(one.line().baseline() - place) <= PLACE_TOLERANCE)
            .toList();
    if (inPlace.size() >= FEWEST_PAGES && isDense(inPlace)) {
      inPlace.forEach(one -> heads.add(one.line()));
    }
  }

  private static boolean isDense(List<Occurrence> inPlace) {
    int pages = inPlace.getLast().page() - inPlace.getFirst().page() + 1;
    return pages <= SPARSEST * inPlace.size();
  }

  private PdfPage without(PdfPage page) {
    return new PdfPage(
        page.number(), page.lines().stream().filter(line -> !heads.contains(line)).toList());
  }
}
