package dev.recollect.agent.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The English word tables that the heuristics read, from the resource {@code lexicon.txt}.
 *
 * <p>Immutable and thread-safe. Tables rather than code, so that another language or a better list
 * is a change of data.
 */
public final class Lexicon {

  private static final Lexicon ENGLISH = new Lexicon(WordTables.read(Lexicon.class, "lexicon.txt"));

  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<String, List<List<String>>> phrases = new HashMap<>();
  private final Map<String, List<String>> expansions = new HashMap<>();
  private final Map<String, String> verbForms;
  private final Map<String, String> lemmas = new HashMap<>();
  private final Map<String, Set<String>> stems = new HashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private final Set<String> multiValued = new LinkedHashSet<>();
  private final Map<String, Set<String>> generals = new HashMap<>();
  private final Map<String, Set<String>> kinds = new HashMap<>();

  private Lexicon(Map<String, List<String>> sections) {
    readExpansions(sections.getOrDefault("contraction", List.of()));
    sections.forEach((name, lines) -> {
      words.put(name, wordsOf(lines));
      phrases.put(name, phrasesOf(lines));
    });
    readLemmas(sections.getOrDefault("irregular", List.of()));
    this.verbForms = VerbForms.of(words("verb"), lemmas);
    readStems();
    readAttributes(sections.getOrDefault("attribute", List.of()));
    readConcepts(sections.getOrDefault("concept", List.of()));
  }

  /** Returns the English tables. */
  public static Lexicon english() {
    return ENGLISH;
  }

  /** Returns the words of a section. */
  public Set<String> words(String section) {
    return words.getOrDefault(section, Set.of());
  }

  /** Returns whether a section holds the word. */
  public boolean is(String section, String word) {
    return words(section).contains(word);
  }

  /** Returns whether a section holds the word. */
  public boolean is(String section, Word word) {
    return is(section, word.lower());
  }

  /** Returns the phrases of a section, a line each, contractions taken apart. */
  public List<List<String>> phrases(String section) {
    return phrases.getOrDefault(section, List.of());
  }

  /** Returns whether any section holds the word. */
  public boolean isKnown(String word) {
    return words.values().stream().anyMatch(section -> section.contains(word));
  }

  /** Returns the words a contraction stands for; empty if it is none. */
  public List<String> expansion(String word) {
    return expansions.getOrDefault(word, List.of());
  }

  /** Returns whether the word can be a form of a known verb. */
  public boolean isVerb(String word) {
    return verbForms.containsKey(word);
  }

  /** Returns the base form of a known verb, or the word itself. */
  public String base(String word) {
    return verbForms.getOrDefault(word, word);
  }

  /** Returns the base form of a known verb or irregular noun, or the word's stem. */
  public String stem(String word) {
    String lemma = lemmas.get(word);
    if (lemma == null) {
      lemma = verbForms.get(word);
    }
    return Stems.stem(lemma == null ? word : lemma);
  }

  /** Returns whether two stems share a concept that one of them stands for as a whole. */
  public boolean related(String one, String other) {
    return shares(generals, one, kinds, other)
        || shares(generals, other, kinds, one)
        || shares(generals, one, generals, other);
  }

  private static boolean shares(
      Map<String, Set<String>> ofOne, String one, Map<String, Set<String>> ofOther, String other) {
    Set<String> concepts = ofOne.getOrDefault(one, Set.of());
    return ofOther.getOrDefault(other, Set.of()).stream().anyMatch(concepts::contains);
  }

  /** Returns the attribute that the stem of a verb states, the stem itself if it is in no table. */
  public String attribute(String stem) {
    return attributes.getOrDefault(stem, stem);
  }

  /** Returns whether a subject can have several values of the attribute at once. */
  public boolean isMultiValued(String attribute) {
    return multiValued.contains(attribute);
  }

  /** Returns whether the noun with the stem has one value at a time. */
  public boolean isSingleValued(String stem) {
    return stems("single-valued-noun").contains(stem);
  }

  /** Returns whether the stem is that of a number word. */
  public boolean isNumber(String stem) {
    return stems("number-word").contains(stem);
  }

  /** Returns the stems of the words of a section. */
  public Set<String> stems(String section) {
    return stems.getOrDefault(section, Set.of());
  }

  private void readStems() {
    words.forEach((section, all) -> {
      Set<String> stemmed = new LinkedHashSet<>();
      all.forEach(word -> stemmed.add(stem(word)));
      stems.put(section, stemmed);
    });
  }

  private void readAttributes(List<String> lines) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      for (String verb : line.substring(colon + 1).trim().split(" ", -1)) {
        attributes.put(stem(verb), line.substring(0, colon));
      }
    }
    words("multi-valued-verb").forEach(verb -> multiValued.add(attribute(stem(verb))));
  }

  private void readExpansions(List<String> lines) {
    for (String line : lines) {
      int equals = line.indexOf('=');
      expansions.put(line.substring(0, equals), List.of(line.substring(equals + 1).split(" ", -1)));
    }
  }

  private void readLemmas(List<String> lines) {
    for (String line : lines) {
      String[] pair = line.split(" ", -1);
      lemmas.put(pair[0], pair[1]);
    }
  }

  private void readConcepts(List<String> lines) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      String concept = line.substring(0, colon);
      String[] halves = line.substring(colon + 1).split("\\|", -1);
      addConcept(concept, halves[0], generals);
      if (halves.length > 1) {
        addConcept(concept, halves[1], kinds);
      }
    }
  }

  private void addConcept(String concept, String list, Map<String, Set<String>> concepts) {
    for (String entry : list.trim().split(" ", -1)) {
      Set<String> members = entry.startsWith("@") ? words(entry.substring(1)) : Set.of(entry);
      members.forEach(word -> concepts.merge(stem(word), Set.of(concept), Lexicon::union));
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }

  private static Set<String> wordsOf(List<String> lines) {
    Set<String> words = new LinkedHashSet<>();
    lines.forEach(line -> words.addAll(Arrays.asList(line.split(" ", -1))));
    return Set.copyOf(words);
  }

  private List<List<String>> phrasesOf(List<String> lines) {
    return lines.stream().map(this::expanded).toList();
  }

  private List<String> expanded(String line) {
    List<String> expanded = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      List<String> expansion = expansion(word);
      expanded.addAll(expansion.isEmpty() ? List.of(word) : expansion);
    }
    return List.copyOf(expanded);
  }
}
