package dev.recollect.agent.forget;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of what is forgotten, by which other texts are recognised that tell the same.
 * Immutable, thread-safe.
 *
 * <p>By rules, without a model: texts are compared sentence by sentence, by the stems of the words
 * that are no stop words. A sentence <em>tells</em> of a forgotten one if it has a code of it (a
 * number of three digits or more that is no year), or two words of it and three quarters of what
 * the shorter of the two says. Questions state nothing; of them only codes count. Stems and stop
 * words are English; words of other languages are compared as they are written.
 */
public final class Traces {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final List<String> SILENT = List.of("stop", "generic", "interjection");
  private static final Pattern JOINTS = Pattern.compile("[:@_+/.'-]");
  private static final Pattern CODE = Pattern.compile(".*\\d.*\\d.*\\d.*");
  private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
  private static final int LEAST_SHARED = 2;
  private static final double LEAST_SHARE = 0.75;

  /** A word that stands nearly alone tells of a short statement; one among stop words does not. */
  private static final int SHORT = 3;

  private final List<Set<String>> statements = new ArrayList<>();
  private final Map<String, List<Integer>> byWord = new HashMap<>();
  private final Set<String> codes = new HashSet<>();

  private Traces(Collection<String> texts) {
    texts.stream().flatMap(text -> Sentences.of(text).stream()).forEach(this::add);
  }

  /** Returns the traces of texts. */
  public static Traces of(Collection<String> texts) {
    return new Traces(texts);
  }

  private void add(String sentence) {
    Set<String> words = words(sentence);
    words.stream().filter(Traces::isCode).forEach(codes::add);
    if (!words.isEmpty() && !sentence.endsWith("?")) {
      words.forEach(
          word -> byWord.computeIfAbsent(word, any -> new ArrayList<>()).add(statements.size()));
      statements.add(words);
    }
  }

  private static boolean isCode(String word) {
    return CODE.matcher(word).matches() && !YEAR.matcher(word).matches();
  }

  /** Returns the stems of the words that say something; what is joined by a hyphen is several. */
  static Set<String> words(String text) {
    Set<String> found = new LinkedHashSet<>();
    for (Word word : Words.of(text)) {
      for (String part : JOINTS.split(word.lower(), -1)) {
        String stem = LEXICON.stem(part);
        if (!part.isEmpty() && !isSilent(part) && !isSilent(stem)) {
          found.add(stem);
        }
      }
    }
    return found;
  }

  private static boolean isSilent(String word) {
    return SILENT.stream().anyMatch(silent -> LEXICON.is(silent, word));
  }

  /** Returns whether a sentence of a text tells of something forgotten. */
  public boolean in(String text) {
    return Sentences.of(text).stream().anyMatch(this::tells);
  }

  /** Returns whether a text has a word of something forgotten. */
  public boolean touch(String text) {
    return words(text).stream().anyMatch(word -> byWord.containsKey(word) || codes.contains(word));
  }

  private boolean tells(String sentence) {
    Set<String> words = words(sentence);
    boolean bare = words.size() == 1 && Words.of(sentence).size() <= LEAST_SHARED;
    return hasCode(words)
        || shared(words).entrySet().stream()
            .anyMatch(entry -> {
              Set<String> statement = statements.get(entry.getKey());
              return bare
                  ? statement.size() <= SHORT
                  : tells(Math.min(words.size(), statement.size()), entry.getValue());
            });
  }

  private static boolean tells(int smaller, long shared) {
    return smaller >= LEAST_SHARED && shared >= LEAST_SHARED && shared >= LEAST_SHARE * smaller;
  }

  private boolean hasCode(Set<String> words) {
    return words.stream().anyMatch(codes::contains);
  }

  /** Returns how many words each statement shares, without those that share none. */
  private Map<Integer, Long> shared(Set<String> words) {
    return words.stream()
        .flatMap(word -> byWord.getOrDefault(word, List.of()).stream())
        .collect(Collectors.groupingBy(statement -> statement, Collectors.counting()));
  }

  /**
   * Returns a text without the sentences that tell of something forgotten; lines of which nothing
   * is left go too, and those without such a sentence stay as they are.
   */
  public String without(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      List<String> sentences = Sentences.of(line);
      List<String> kept = sentences.stream().filter(sentence -> !tells(sentence)).toList();
      if (kept.size() == sentences.size()) {
        lines.add(line);
      } else if (!kept.isEmpty()) {
        lines.add(String.join(" ", kept));
      }
    }
    return String.join("\n", lines);
  }

  /** Returns the sentences of a text that share no word with anything forgotten. */
  public List<String> untouched(String text) {
    return Sentences.of(text).stream().filter(sentence -> !touch(sentence)).toList();
  }
}
