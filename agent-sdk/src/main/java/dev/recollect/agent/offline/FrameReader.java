package dev.recollect.agent.offline;

import dev.recollect.agent.language.Clauses;
import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.Frame.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@link Frame}s of a clause by its position of subject, verb and value. */
final class FrameReader {

  private static final Lexicon LEXICON = Lexicon.english();

  private final List<Word> words;
  private final int verb;
  private int main;
  private int rest;

  private FrameReader(List<Word> words, int verb) {
    this.words = words;
    this.verb = verb;
    findMainVerb();
  }

  /**
   * Returns the frames of a text, clause by clause; empty if no clause has a subject and a verb.
   */
  static List<Frame> read(String text) {
    List<Frame> frames = new ArrayList<>();
    for (String sentence : Sentences.of(text)) {
      for (String clause : Clauses.of(Framing.withoutCorrectionLead(sentence))) {
        List<Word> words = Words.of(Framing.withoutClosing(clause));
        int verb = Grammar.finiteVerb(words, 0);
        if (verb >= 0) {
          frames.addAll(new FrameReader(words, verb).frames());
        }
      }
    }
    return List.copyOf(frames);
  }

  private void findMainVerb() {
    main = verb;
    int index = verb;
    while (index < words.size() && isVerbal(index)) {
      boolean auxiliary = Grammar.isAuxiliary(words, index);
      boolean full = !auxiliary && LEXICON.isVerb(words.get(index).lower());
      if (auxiliary || full) {
        main = index;
      }
      index++;
      if (full) {
        break;
      }
    }
    rest = Math.max(index, Math.min(verb + 1, words.size()));
  }

  private boolean isVerbal(int index) {
    Word word = words.get(index);
    boolean participle = LEXICON.isVerb(word.lower()) && !LEXICON.is("determiner", word);
    return Grammar.isAuxiliary(words, index)
        || Grammar.isAdverb(words, index)
        || (participle
            && (index == verb
                || Grammar.isAuxiliary(words, index - 1)
                || Grammar.isAdverb(words, index - 1)));
  }

  private List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    List<List<String>> subject = Subjects.read(words.subList(0, verb));
    List<Word> value = words.subList(rest, words.size());
    frames.add(changedObject(subject, value).orElseGet(() -> normal(subject, value)));
    namedObject(subject, value).ifPresent(frames::add);
    return frames;
  }

  private Frame normal(List<List<String>> subject, List<Word> value) {
    String attribute = attribute(value);
    if (attribute.equals("job")) {
      return frame(extended(subject, "job"), Frame.BE, value);
    }
    if (attribute.equals(LEXICON.stem("born"))) {
      return frame(extended(subject, LEXICON.stem("birthday")), Frame.BE, value);
    }
    if (isAge(subject, attribute, value)) {
      return frame(extended(subject, "age"), Frame.BE, value);
    }
    if (attribute.equals(Frame.BE) && endsIn(subject, "name")) {
      return frame(subject.subList(0, subject.size() - 1), "name", value);
    }
    if (attribute.equals(Frame.BE) && isOwnName(subject, value)) {
      return frame(subject, "name", value);
    }
    return frame(subject, attribute, value);
  }

  private String attribute(List<Word> value) {
    String lower = words.get(main).lower();
    String base = LEXICON.stem(lower.equals(Word.POSSESSIVE) ? "is" : LEXICON.base(lower));
    if (LEXICON.is("copula", lower) || base.equals(Frame.BE)) {
      boolean placed = !value.isEmpty() && LEXICON.is("preposition", value.get(0));
      return placed ? Frame.BE_AT : Frame.BE;
    }
    if (base.equals("work") && !value.isEmpty()) {
      return Set.of("as", "at", "for", "in").contains(value.get(0).lower()) ? "job" : base;
    }
    if (base.equals("move") && isMoveToPlace(value)) {
      return "home";
    }
    boolean changes =
        LEXICON.words("change-verb").stream().anyMatch(word -> LEXICON.stem(word).equals(base));
    return changes && !base.equals("rename") ? Frame.CHANGE : LEXICON.attribute(base);
  }

  private static boolean isMoveToPlace(List<Word> value) {
    int to = indexOf(value, "to");
    return to >= 0 && shape(value.subList(to, Math.min(value.size(), to + 2))) != Shape.TIME;
  }

  private Frame frame(List<List<String>> subject, String attribute, List<Word> value) {
    Set<String> stems = new LinkedHashSet<>();
    value.stream()
        .filter(word -> !LEXICON.is("stop", word) && !LEXICON.is("adverb", word))
        .forEach(word -> stems.add(LEXICON.stem(word.lower())));
    boolean negated =
        words.subList(0, rest).stream()
                .anyMatch(word -> Set.of("not", "never").contains(word.lower()))
            || Words.containsAny(words, List.of(List.of("no", "longer"), List.of("used", "to")));
    return new Frame(subject, attribute, stems, shape(value), negated);
  }

  /** "I changed my number to 5": the number is 5. */
  private Optional<Frame> changedObject(List<List<String>> subject, List<Word> value) {
    boolean changes =
        attribute(value).equals(Frame.CHANGE)
            || LEXICON.stem(words.get(main).lower()).equals("renam");
    int to = indexOf(value, "to");
    if (!changes || to < 1 || !subject.equals(List.of(Frame.USER))) {
      return Optional.empty();
    }
    int end = indexOf(value, "from") > 0 ? Math.min(to, indexOf(value, "from")) : to;
    List<List<String>> object = Subjects.read(value.subList(0, end));
    return object.isEmpty()
        ? Optional.empty()
        : Optional.of(frame(object, Frame.CHANGE, value.subList(to + 1, value.size())));
  }

  /** "I have a dog called Rex": the dog's name is Rex. */
  private Optional<Frame> namedObject(List<List<String>> subject, List<Word> value) {
    for (int i = 1; i + 1 < value.size(); i++) {
      if (Set.of("called", "named").contains(value.get(i).lower())) {
        List<List<String>> owned = new ArrayList<>(subject);
        Subjects.read(value.subList(Math.max(0, i - 2), i)).forEach(owned::add);
        return Optional.of(frame(owned, "name", value.subList(i + 1, value.size())));
      }
    }
    return Optional.empty();
  }

  private boolean isAge(List<List<String>> subject, String attribute, List<Word> value) {
    boolean years =
        value.stream().anyMatch(word -> Set.of("year", "years", "old").contains(word.lower()));
    boolean turned = words.get(main).lower().equals("turned");
    boolean bare =
        value.size() == 1
            && value.get(0).lower().matches("\\d{1,3}")
            && !LEXICON.isSingleValued(subject.isEmpty() ? "" : Frame.head(subject));
    return shape(value) == Shape.NUMBER
        && ((attribute.equals(Frame.BE) && (years || bare)) || turned);
  }

  private static boolean isOwnName(List<List<String>> subject, List<Word> value) {
    return subject.equals(List.of(Frame.USER)) && value.size() == 1 && value.get(0).capital();
  }

  private static boolean endsIn(List<List<String>> subject, String head) {
    return !subject.isEmpty() && subject.get(subject.size() - 1).equals(List.of(head));
  }

  private static List<List<String>> extended(List<List<String>> subject, String head) {
    List<List<String>> extended = new ArrayList<>(subject);
    extended.add(List.of(head));
    return extended;
  }

  private static int indexOf(List<Word> value, String lower) {
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i).lower().equals(lower)) {
        return i;
      }
    }
    return -1;
  }

  private static Shape shape(List<Word> value) {
    if (value.stream()
        .anyMatch(word ->
            LEXICON.is("time-word", word)
                || word.lower().matches("\\d{1,2}[:.]\\d\\d(am|pm)?|\\d{1,2}(am|pm)"))) {
      return Shape.TIME;
    }
    if (value.stream().anyMatch(word -> word.isNumeric() || LEXICON.is("number-word", word))) {
      return Shape.NUMBER;
    }
    if (value.stream().anyMatch(word -> LEXICON.is("colour", word))) {
      return Shape.COLOUR;
    }
    if (value.stream().anyMatch(word -> LEXICON.is("occupation", word))) {
      return Shape.OCCUPATION;
    }
    return value.stream().anyMatch(Word::capital) ? Shape.PROPER : Shape.OTHER;
  }
}
