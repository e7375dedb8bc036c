package dev.recollect.agent.offline;

import dev.recollect.agent.language.Sentences;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes quotations with source and date. */
final class Quotation {

  /** Longer texts are quoted in part, in characters. */
  static final int LONGEST = 600;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private final ZoneId zone;
  private final String userName;

  /**
   * Creates quotations.
   *
   * @param zone the zone that days are told in
   * @param userName the user's name in conversations; empty if it has none
   */
  Quotation(ZoneId zone, String userName) {
    this.zone = zone;
    this.userName = userName;
  }

  /** Returns the quotation of a match as a sentence. */
  String of(Match match) {
    return source(match.candidate()) + ": \"" + excerpt(match) + "\"";
  }

  /** Returns a day in words. */
  String date(Instant instant) {
    return DATE.format(instant.atZone(zone));
  }

  private String source(Candidate candidate) {
    String when = candidate.at() == null ? "" : " on " + date(candidate.at());
    return switch (candidate.source()) {
      case BLOCK ->
          "My notes in core memory" + (when.isEmpty() ? " say" : ", taken" + when + ", say");
      case RECALL -> said(candidate, when);
      case ARCHIVAL -> filed(candidate, when);
    };
  }

  private String filed(Candidate candidate, String when) {
    if (candidate.isDocument()) {
      return candidate.origin();
    }
    return candidate.speaker().isEmpty() ? "Filed" + when : said(candidate, when);
  }

  private String said(Candidate candidate, String when) {
    boolean user = !candidate.isNamed() || candidate.speaker().equals(userName);
    return user ? "You told me" + when : candidate.speaker() + " said" + when;
  }

  /** Returns the whole text, or as many sentences around the matching clause as fit. */
  private static String excerpt(Match match) {
    String text = match.candidate().text();
    if (text.length() <= LONGEST) {
      return text;
    }
    List<String> sentences = Sentences.of(text);
    int middle = indexOf(sentences, match.clause());
    int from = middle;
    int to = middle + 1;
    int length = sentences.get(middle).length();
    while (to < sentences.size() && length + sentences.get(to).length() < LONGEST) {
      length += sentences.get(to).length() + 1;
      to++;
    }
    while (from > 0 && length + sentences.get(from - 1).length() < LONGEST) {
      from--;
      length += sentences.get(from).length() + 1;
    }
    String window = String.join(" ", sentences.subList(from, to));
    return (from > 0 ? "… " : "")
        + cut(window, match.clause())
        + (to < sentences.size() ? " …" : "");
  }

  private static int indexOf(List<String> sentences, String clause) {
    for (int i = 0; i < sentences.size(); i++) {
      if (sentences.get(i).contains(clause)) {
        return i;
      }
    }
    return 0;
  }

  /** Cuts a sentence that is too long itself, keeping the clause in view. */
  private static String cut(String window, String clause) {
    if (window.length() <= LONGEST) {
      return window;
    }
    int start = Math.max(0, Math.min(window.indexOf(clause), window.length() - LONGEST));
    int end = Math.min(window.length(), start + LONGEST);
    start = Character.isLowSurrogate(window.charAt(start)) ? start + 1 : start;
    end = Character.isHighSurrogate(window.charAt(end - 1)) ? end - 1 : end;
    return (start > 0 ? "… " : "")
        + window.substring(start, end)
        + (end < window.length() ? " …" : "");
  }
}
