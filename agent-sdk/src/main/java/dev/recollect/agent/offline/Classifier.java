package dev.recollect.agent.offline;

import dev.recollect.agent.language.Clauses;
import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.Utterance.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells what each sentence of a user's message is: question, statement, correction, greeting … */
final class Classifier {

  private static final Lexicon LEXICON = Lexicon.english();

  private static final Set<String> OBJECTS =
      Set.of("me", "us", "it", "that", "them", "about", "for", "up", "to", "how", "what");

  private Classifier() {}

  /** Returns what the message says, in order, several facts in a sentence taken apart. */
  static List<Utterance> classify(String message) {
    List<Utterance> utterances = new ArrayList<>();
    for (String sentence : Sentences.of(message)) {
      for (Utterance utterance : sentence(sentence)) {
        addOrJoin(utterances, utterance);
      }
    }
    return List.copyOf(utterances);
  }

  /**
   * A statement about "it" or "he" is kept with the statement before it, which says who that is.
   */
  private static void addOrJoin(List<Utterance> utterances, Utterance next) {
    int last = utterances.size() - 1;
    if (last >= 0 && utterances.get(last).isFiled() && next.isFiled() && pointsBack(next)) {
      Utterance before = utterances.get(last);
      boolean closed = ".!?…".indexOf(before.text().charAt(before.text().length() - 1)) >= 0;
      String text = before.text() + (closed ? " " : ". ") + next.text();
      boolean corrects = before.kind() == Kind.CORRECTION || next.kind() == Kind.CORRECTION;
      utterances.set(last, new Utterance(corrects ? Kind.CORRECTION : Kind.FACT, text, text));
    } else {
      utterances.add(next);
    }
  }

  /** Returns whether the statement needs the one before it to be understood. */
  static boolean pointsBack(Utterance utterance) {
    List<Word> words = Words.of(Framing.withoutCorrectionLead(utterance.text()));
    boolean fragment = utterance.kind() == Kind.CORRECTION && Grammar.finiteVerb(words, 0) < 0;
    return fragment || Grammar.hasDanglingSubject(words);
  }

  private static List<Utterance> sentence(String sentence) {
    List<Word> words = Words.of(sentence);
    boolean marked = Framing.endsInQuestionMark(sentence);
    if (words.isEmpty()) {
      return List.of();
    }
    if (!marked && words.stream().allMatch(word -> LEXICON.is("interjection", word))) {
      return List.of(courtesy(words, sentence));
    }
    String body = Framing.withoutLeadIn(sentence);
    String remembered = marked ? "" : Framing.remembered(body);
    return remembered.isEmpty() ? bare(body) : statements(remembered);
  }

  private static List<Utterance> bare(String body) {
    int question = questionAfterStatement(body);
    if (question > 0) {
      List<Utterance> both = new ArrayList<>(bare(statedBefore(body, question)));
      both.add(Questions.utterance(body.substring(question)));
      return both;
    }
    if (Questions.isAsked(body)) {
      return List.of(Questions.utterance(body));
    }
    List<Word> words = Words.of(body);
    if (isRequest(words)) {
      return List.of(new Utterance(Kind.REQUEST, body, body));
    }
    return isChat(body, words) ? List.of(new Utterance(Kind.CHAT, body, body)) : statements(body);
  }

  private static String statedBefore(String body, int question) {
    String stated = Framing.withoutClosing(body.substring(0, question));
    return stated.replaceFirst("(?i)[\\s,;]+(and|but|so|plus)$", "");
  }

  /** Returns where a question begins that follows a statement in the same sentence, or 0. */
  private static int questionAfterStatement(String body) {
    if (body.length() > Clauses.LONGEST) {
      return 0;
    }
    List<Word> words = Words.of(body);
    for (int i = 1; i < words.size() - 1; i++) {
      int right = Clauses.rightOfJoint(body, words, i);
      if (right > 0 && right < words.size() - 1 && isQuestionAfter(body, words, i, right)) {
        return words.get(right).start();
      }
    }
    return 0;
  }

  private static boolean isQuestionAfter(String body, List<Word> words, int joint, int right) {
    List<Word> asked = words.subList(right, words.size());
    List<Word> stated = words.subList(0, joint);
    boolean question = Questions.isShaped(asked) || Questions.frameLength(asked) > 0;
    return question
        && !Questions.isTag(asked)
        && Clauses.standsAlone(words, 0, joint)
        && !Questions.isAsked(body.substring(0, words.get(joint - 1).end()))
        && Words.longestPrefix(stated, LEXICON.phrases("question-frame")) < stated.size();
  }

  private static List<Utterance> statements(String text) {
    List<Utterance> facts = new ArrayList<>();
    for (String clause : Clauses.of(text)) {
      Kind kind = Framing.isCorrection(clause) ? Kind.CORRECTION : Kind.FACT;
      facts.add(new Utterance(kind, clause, clause));
    }
    return facts;
  }

  private static Utterance courtesy(List<Word> words, String text) {
    Kind kind = Kind.CHAT;
    for (Kind courtesy : List.of(Kind.FAREWELL, Kind.GREETING, Kind.THANKS)) {
      String section = courtesy.name().toLowerCase(java.util.Locale.ROOT);
      if (words.stream().anyMatch(word -> LEXICON.is(section, word))) {
        kind = courtesy;
      }
    }
    return new Utterance(kind, text, text);
  }

  private static boolean isRequest(List<Word> words) {
    if (!LEXICON.is("request-verb", words.get(0))) {
      return false;
    }
    boolean object =
        words.size() > 1
            && (LEXICON.is("determiner", words.get(1)) || OBJECTS.contains(words.get(1).lower()));
    return object || Grammar.finiteVerb(words, 0) < 0;
  }

  /** Returns whether there is nothing in it that a later question could be about. */
  private static boolean isChat(String body, List<Word> words) {
    boolean toModel = LEXICON.is("second-person", words.get(0));
    boolean firstPerson = words.stream().anyMatch(word -> LEXICON.is("first-person", word));
    boolean remark =
        words.get(0).lower().equals("that")
            && words.size() <= 5
            && Words.of(body).stream().noneMatch(Word::isNumeric)
            && Grammar.isAuxiliary(words, 1 % words.size())
            && words.stream().skip(1).noneMatch(Word::capital);
    boolean empty = words.stream().allMatch(Classifier::isEmpty);
    return empty || (toModel && !firstPerson) || (remark && !Framing.isCorrection(body));
  }

  private static boolean isEmpty(Word word) {
    return !word.isNumeric()
        && (LEXICON.is("stop", word)
            || LEXICON.is("generic", word)
            || LEXICON.is("interjection", word));
  }
}
