package dev.recollect.agent.fact;

import dev.recollect.agent.fact.Token.Kind;
import dev.recollect.agent.language.Clauses;
import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@link Clause}s of a statement. */
final class ClauseReader {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();

  private static final Pattern JOINT =
      Pattern.compile(
          "\\s*;\\s*|\\s+[-–—]+\\s+|,\\s+(?=(?:so|but|then) )"
              + "|,\\s+(?=(?:it|he|she|they|there)(?:['’](?:s|re)| is| are| has| have) )");
  private static final Pattern ASIDE =
      Pattern.compile(
          "(?i)\\b(if you ask me(?: now)?|by the way|just so you know|for the record|fyi),?\\s*");
  private static final Pattern APART =
      Pattern.compile(
          "(?i)\\b(no longer together|not together any ?more|not a couple any ?more)\\b");
  private static final Pattern REASON = Pattern.compile(",?\\s+because\\s.*");
  private static final Set<String> SAME_PAST = Set.of("cut", "shut", "put", "set", "hit", "quit");

  private static final Set<String> TITLES =
      Set.of("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir");
  private static final Set<String> NUMBERED =
      Set.of(
          "room", "gate", "platform", "seat", "floor", "version", "flat", "apartment", "terminal");

  private final List<Token> tokens;
  private final int verb;

  private ClauseReader(List<Word> words, Set<String> common) {
    this.tokens = tokens(words, common);
    this.verb = findVerb(words);
  }

  /**
   * Returns the clauses of a text.
   *
   * @param common words that are no names although a sentence begins with them
   */
  static List<Clause> read(String text, Set<String> common) {
    List<Clause> clauses = new ArrayList<>();
    for (String sentence : Sentences.of(plain(text))) {
      boolean asked = sentence.endsWith("?");
      for (String piece : JOINT.split(REASON.matcher(sentence).replaceFirst(""), -1)) {
        for (String clause : Clauses.of(piece)) {
          for (String part : Predicates.of(clause, common)) {
            List<Word> words = withLeadLast(Words.of(part));
            if (!words.isEmpty()) {
              clauses.add(new ClauseReader(words, common).clause(asked));
            }
          }
        }
      }
    }
    return clauses;
  }

  private Clause clause(boolean asked) {
    Set<Integer> denied = new Denied(tokens, verb).indices();
    String owner = owner();
    return new Clause(
        tokens,
        verb,
        owner,
        new TopicReader(tokens, verb, owner).topics(),
        denied,
        Cues.of(tokens, verb, asked));
  }

  /** Where nothing else can be the verb, the last word that could be one is. */
  private static void requireVerb(List<Token> tokens) {
    boolean has =
        tokens.stream()
            .anyMatch(token ->
                token.is(Kind.VERB)
                    || LEXICON.is("auxiliary", token.lower())
                    || LEXICON.is("copula", token.lower()));
    for (int i = tokens.size() - 1; i > 0 && !has; i--) {
      Token token = tokens.get(i);
      if (token.is(Kind.CONTENT) && RELATIONS.isVerb(token.lower())) {
        tokens.set(i, new Token(token.word(), token.base(), token.stem(), Kind.VERB));
        has = true;
      }
    }
  }

  private static String plain(String text) {
    return APART.matcher(ASIDE.matcher(text).replaceAll("")).replaceAll("separated");
  }

  /** Returns the words that a text writes without a capital letter. */
  static Set<String> common(String text) {
    Set<String> common = new HashSet<>();
    Words.of(text).stream()
        .filter(word -> !word.capital())
        .forEach(word -> common.add(word.lower()));
    return common;
  }

  private static List<Token> tokens(List<Word> words, Set<String> common) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String lower = words.get(i).lower();
      String base = RELATIONS.base(lower);
      tokens.add(new Token(words.get(i), base, RELATIONS.stem(lower), kind(words, i, common)));
    }
    requireVerb(tokens);
    List<Token> typed = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean time = !TimeParts.part(tokens, i).isEmpty();
      typed.add(time ? new Token(token.word(), token.base(), token.stem(), Kind.TIME) : token);
    }
    return typed;
  }

  private static Kind kind(List<Word> words, int index, Set<String> common) {
    Word word = words.get(index);
    String lower = word.lower();
    if (word.isNumeric()
        || lower.contains("@")
        || (Numbers.isNumber(lower) && !lower.equals("second"))) {
      return Kind.NUMBER;
    }
    if (lower.equals("second")) {
      return index > 0 && words.get(index - 1).lower().equals("a") ? Kind.FUNCTION : Kind.NUMBER;
    }
    if (TITLES.contains(lower)) {
      return Kind.FUNCTION;
    }
    if (word.capital() && !lower.equals("i") && isName(words, index, common)) {
      return Kind.NAME;
    }
    if (isFunction(lower)) {
      return Kind.FUNCTION;
    }
    return isVerbHere(words, index) ? Kind.VERB : Kind.CONTENT;
  }

  private static boolean isFunction(String lower) {
    return LEXICON.is("stop", lower)
        || LEXICON.is("adverb", lower)
        || LEXICON.is("preposition", lower)
        || LEXICON.is("determiner", lower)
        || LEXICON.is("auxiliary", lower)
        || LEXICON.is("copula", lower)
        || LEXICON.is("subordinator", lower)
        || LEXICON.is("neutral-modifier", lower)
        || lower.equals(Word.POSSESSIVE)
        || Set.of("new", "forward", "ahead").contains(lower);
  }

  private static boolean isName(List<Word> words, int index, Set<String> common) {
    String lower = words.get(index).lower();
    if (NUMBERED.contains(lower) && index + 1 < words.size() && words.get(index + 1).isNumeric()) {
      return false;
    }
    if (index > 1 && words.get(index - 1).capital()) {
      return true;
    }
    if (RELATIONS.is("single", lower) && index > 0 && isArticle(words.get(index - 1))) {
      return false;
    }
    if (index > 0) {
      return !LEXICON.is("time-word", lower) || lower.length() < 3;
    }
    return !isKnown(lower) && !common.contains(lower);
  }

  private static boolean isArticle(Word word) {
    return LEXICON.is("determiner", word)
        || LEXICON.is("neutral-modifier", word)
        || Set.of("as", "new", Word.POSSESSIVE).contains(word.lower());
  }

  /** Returns whether the word is no name although a sentence begins with it. */
  private static boolean isKnown(String lower) {
    return isFunction(lower)
        || LEXICON.isKnown(lower)
        || RELATIONS.isVerb(lower)
        || RELATIONS.is("single", lower)
        || RELATIONS.is("person", lower)
        || RELATIONS.is("light", lower)
        || !RELATIONS.tags(RELATIONS.stem(lower)).isEmpty();
  }

  /** A verb form that follows no article, possessive or preposition. */
  private static boolean isVerbHere(List<Word> words, int index) {
    String lower = words.get(index).lower();
    if (!RELATIONS.isVerb(lower)) {
      return false;
    }
    String before = index == 0 ? "" : words.get(index - 1).lower();
    boolean nominal =
        isAfterArticle(words, index)
            || before.equals(Word.POSSESSIVE)
            || (LEXICON.is("determiner", before) && !LEXICON.is("subject-pronoun", before))
            || LEXICON.is("neutral-modifier", before)
            || before.equals("new")
            || (LEXICON.is("preposition", before)
                && !before.equals("to")
                && !lower.endsWith("ing"));
    return !nominal;
  }

  /** "my phone number": a base form between an article and what it belongs to, is no verb. */
  private static boolean isAfterArticle(List<Word> words, int index) {
    String lower = words.get(index).lower();
    if (!RELATIONS.base(lower).equals(lower) || isDoneTo(words, index)) {
      return false;
    }
    for (int i = index - 1; i >= 0 && i >= index - 3; i--) {
      String before = words.get(i).lower();
      boolean article = LEXICON.is("determiner", before) || before.equals(Word.POSSESSIVE);
      if (article) {
        return !LEXICON.is("subject-pronoun", before);
      }
      boolean plural = before.endsWith("s") && !before.endsWith("ss");
      boolean inflected = RELATIONS.isVerb(before) && !RELATIONS.base(before).equals(before);
      boolean function = isFunction(before) && !LEXICON.is("neutral-modifier", before);
      if (plural || inflected || function) {
        return false;
      }
    }
    return false;
  }

  /** "got my hair cut". */
  private static boolean isDoneTo(List<Word> words, int index) {
    return SAME_PAST.contains(words.get(index).lower())
        && words.subList(0, index).stream()
            .anyMatch(word -> Set.of("got", "get", "had").contains(word.lower()));
  }

  private int findVerb(List<Word> words) {
    int start = Math.max(0, pronoun());
    int found = Grammar.finiteVerb(words, start);
    if (found < 0) {
      found = firstVerb(start);
    }
    int main = found;
    while (main + 1 < words.size() && isAuxiliary(main) && continues(main + 1)) {
      main++;
    }
    return main >= 0 && isAdverbOnly(main) ? Math.max(found, lastAuxiliary(main)) : main;
  }

  private boolean continues(int index) {
    Token token = tokens.get(index);
    return isAuxiliary(index)
        || LEXICON.is("adverb", token.lower())
        || token.lower().equals("not")
        || (token.is(Kind.VERB) && !LEXICON.is("determiner", token.lower()));
  }

  private boolean isAdverbOnly(int index) {
    return !isAuxiliary(index) && !tokens.get(index).is(Kind.VERB) && index > 0;
  }

  /** "Due to construction the ferry leaves": what leads is put last, where it may tell a time. */
  private static List<Word> withLeadLast(List<Word> words) {
    int start = words.isEmpty() ? 0 : subjectStart(words);
    List<Word> turned = new ArrayList<>(words.subList(start, words.size()));
    turned.addAll(words.subList(0, start));
    return turned;
  }

  private static int subjectStart(List<Word> words) {
    String first = words.get(0).lower();
    boolean leads = LEXICON.is("preposition", first) || first.equals("due");
    for (int i = 2; leads && i < words.size() - 1; i++) {
      String lower = words.get(i).lower();
      if (LEXICON.is("determiner", lower)
          || Set.of("i", "we", "he", "she", "they").contains(lower)) {
        return i;
      }
      if (LEXICON.is("auxiliary", lower) || LEXICON.is("copula", lower)) {
        return 0;
      }
    }
    return 0;
  }

  private int lastAuxiliary(int from) {
    for (int i = from; i >= 0; i--) {
      if (isAuxiliary(i) || tokens.get(i).is(Kind.VERB)) {
        return i;
      }
    }
    return 0;
  }

  private boolean isAuxiliary(int index) {
    String lower = tokens.get(index).lower();
    return LEXICON.is("auxiliary", lower) || LEXICON.is("copula", lower);
  }

  private int firstVerb(int start) {
    for (int i = start; i < tokens.size(); i++) {
      if (tokens.get(i).is(Kind.VERB) || isAuxiliary(i)) {
        return i;
      }
    }
    return 0;
  }

  /** Returns where "I" or "we" stands before any verb, or -1. */
  private int pronoun() {
    for (int i = 0; i < tokens.size(); i++) {
      String lower = tokens.get(i).lower();
      if (lower.equals("i") || lower.equals("we")) {
        return i;
      }
      if (isAuxiliary(i)) {
        return -1;
      }
    }
    return -1;
  }

  private String owner() {
    if (pronoun() >= 0 && pronoun() <= Math.max(verb, 4)) {
      return Owners.USER;
    }
    for (int i = 0; i < Math.max(1, verb); i++) {
      String lower = tokens.get(i).lower();
      if (lower.equals("you")) {
        return withoutVerb();
      }
      if (Set.of("he", "she").contains(lower)) {
        return Owners.OTHER;
      }
      if (Set.of("they", "it", "this", "that").contains(lower)) {
        return Owners.OPEN;
      }
    }
    return verb == 0 ? withoutVerb() : new TopicReader(tokens, verb, Owners.OPEN).subjectOwner();
  }

  private String withoutVerb() {
    return tokens.stream().anyMatch(token -> LEXICON.is("first-person", token.lower()))
        ? Owners.USER
        : Owners.OPEN;
  }

  static Set<String> lowerWords(String text) {
    Set<String> all = new HashSet<>();
    Words.of(text.toLowerCase(Locale.ROOT)).forEach(word -> all.add(word.lower()));
    return all;
  }
}
