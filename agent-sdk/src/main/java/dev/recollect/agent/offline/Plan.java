package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Utterance.Kind;
import java.util.ArrayList;
import java.util.List;

/** What the user's message asks of the model, in order: facts to file, questions to answer. */
final class Plan {

  /** Statements filed one by one; a message with more is filed in passages of several. */
  private static final int PASSAGES = 40;

  /** Questions answered at once. */
  private static final int QUESTIONS = 5;

  private static final String AFTER = " (Said after: \"";

  private final List<Utterance> utterances;

  private Plan(List<Utterance> utterances) {
    this.utterances = List.copyOf(utterances);
  }

  /**
   * Returns the plan for a message.
   *
   * @param message what the user says
   * @param before what the user said before that, or nothing
   */
  static Plan of(String message, String before) {
    List<Utterance> utterances = new ArrayList<>();
    for (Utterance utterance : Classifier.classify(message)) {
      boolean dependent = utterance.isFiled() && Classifier.pointsBack(utterance);
      utterances.add(dependent ? inContext(utterance, before) : utterance);
    }
    return new Plan(filed(utterances) > PASSAGES ? inPassages(utterances) : utterances);
  }

  /** Returns the utterances of the given kinds, in order. */
  List<Utterance> of(Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return utterances.stream().filter(utterance -> wanted.contains(utterance.kind())).toList();
  }

  /** Returns what is asked of memory, in order, no more than are answered at once. */
  List<Utterance> asked() {
    return of(Kind.QUESTION, Kind.OVERVIEW).stream().limit(QUESTIONS).toList();
  }

  /** Returns how many questions are left for another message. */
  int unanswered() {
    return of(Kind.QUESTION, Kind.OVERVIEW).size() - asked().size();
  }

  /** Returns whether it has an utterance of the kind. */
  boolean has(Kind kind) {
    return !of(kind).isEmpty();
  }

  /** Returns the statement that a filed text was said after, or nothing. */
  static String saidAfter(String filed) {
    int start = filed.lastIndexOf(AFTER);
    return start < 0 || !filed.endsWith("\")")
        ? ""
        : filed.substring(start + AFTER.length(), filed.length() - 2);
  }

  /** Returns a filed text without the statement it was said after. */
  static String withoutContext(String filed) {
    return saidAfter(filed).isEmpty() ? filed : filed.substring(0, filed.lastIndexOf(AFTER));
  }

  private static long filed(List<Utterance> utterances) {
    return utterances.stream().filter(Utterance::isFiled).count();
  }

  /** A long text is filed in its order, so many statements together that the passages are few. */
  private static List<Utterance> inPassages(List<Utterance> utterances) {
    List<String> texts =
        utterances.stream().filter(Utterance::isFiled).map(Utterance::text).toList();
    int together = (texts.size() + PASSAGES - 1) / PASSAGES;
    List<Utterance> joined = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += together) {
      String text = String.join("\n", texts.subList(from, Math.min(texts.size(), from + together)));
      joined.add(new Utterance(Kind.FACT, text, text));
    }
    utterances.stream().filter(utterance -> !utterance.isFiled()).forEach(joined::add);
    return joined;
  }

  /** "No, it's Thursday" means nothing alone: it is filed with the statement it was said after. */
  private static Utterance inContext(Utterance utterance, String before) {
    List<Utterance> stated =
        Classifier.classify(before).stream().filter(Utterance::isFiled).toList();
    if (stated.isEmpty()) {
      return utterance;
    }
    String last = stated.get(stated.size() - 1).text();
    return new Utterance(
        utterance.kind(), utterance.text() + AFTER + last + "\")", utterance.topic() + " " + last);
  }
}
