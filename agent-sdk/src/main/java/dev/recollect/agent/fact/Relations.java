package dev.recollect.agent.fact;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.VerbForms;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.WordTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables by which statements are compared, from the resource {@code relations.txt}. Immutable.
 */
final class Relations {

  /** In a phrase, stands for any number. */
  private static final String NUMBER = "N";

  /** At the end of a phrase, stands for the end of the clause. */
  private static final String END = "$";

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations ENGLISH =
      new Relations(WordTables.read(Relations.class, "relations.txt"));

  /**
   * Words of which one at a time is true.
   *
   * @param name what they are about
   * @param speaksForItself whether the words alone say what they are about
   * @param byChange whether it is enough that somebody says of himself that it changed
   * @param alternatives the phrases of each
   */
  record Exclusive(
      String name,
      boolean speaksForItself,
      boolean byChange,
      List<List<List<String>>> alternatives) {}

  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<String, List<List<String>>> phrases = new HashMap<>();
  private final Map<String, String> forms;
  private final Map<String, String> irregular = new HashMap<>();
  private final Map<String, String> people = new HashMap<>();
  private final Map<String, Set<String>> tags = new HashMap<>();
  private final Map<String, List<List<String>>> phraseTags = new LinkedHashMap<>();
  private final Set<String> singleTagWords = new HashSet<>();
  private final List<Exclusive> exclusives = new ArrayList<>();

  private Relations(Map<String, List<String>> sections) {
    sections.forEach((name, lines) -> {
      Set<String> all = new LinkedHashSet<>();
      lines.forEach(line -> all.addAll(Arrays.asList(line.split(" ", -1))));
      words.put(name, all);
      phrases.put(name, lines.stream().map(Relations::phrase).toList());
    });
    this.forms = forms(words.getOrDefault("verb", Set.of()));
    sections
        .getOrDefault("irregular", List.of())
        .forEach(line -> irregular.put(phrase(line).get(0), phrase(line).get(1)));
    sections
        .getOrDefault("same-person", List.of())
        .forEach(line ->
            phrase(line)
                .forEach(
                    word -> people.put(LEXICON.stem(word), LEXICON.stem(phrase(line).get(0)))));
    sections.getOrDefault("tag", List.of()).forEach(this::readTag);
    sections.getOrDefault("phrase-tag", List.of()).forEach(this::readPhraseTag);
    sections.getOrDefault("exclusive", List.of()).forEach(this::readExclusive);
  }

  /** The regular forms, also with a doubled consonant: cancelled, transferred. */
  private static Map<String, String> forms(Set<String> bases) {
    Map<String, String> forms = new HashMap<>(VerbForms.of(bases, Map.of()));
    for (String base : bases) {
      char last = base.charAt(base.length() - 1);
      if ("lrptnmgb".indexOf(last) >= 0) {
        forms.put(base + last + "ed", base);
        forms.put(base + last + "ing", base);
      }
    }
    return Map.copyOf(forms);
  }

  private static List<String> phrase(String line) {
    return List.of(line.trim().split(" ", -1));
  }

  private void readTag(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon).replace("!", "");
    for (String word : phrase(line.substring(colon + 1))) {
      tags.computeIfAbsent(LEXICON.stem(word), w -> new LinkedHashSet<>()).add(name);
      if (line.charAt(colon - 1) == '!') {
        singleTagWords.add(name + " " + LEXICON.stem(word));
      }
    }
  }

  private void readPhraseTag(String line) {
    int colon = line.indexOf(':');
    phraseTags
        .computeIfAbsent(line.substring(0, colon), tag -> new ArrayList<>())
        .add(phrase(line.substring(colon + 1)));
  }

  private void readExclusive(String line) {
    int colon = line.indexOf(':');
    List<List<List<String>>> alternatives = new ArrayList<>();
    for (String alternative : line.substring(colon + 1).split("\\|", -1)) {
      alternatives.add(Arrays.stream(alternative.split(",", -1)).map(Relations::phrase).toList());
    }
    String name = line.substring(0, colon);
    exclusives.add(
        new Exclusive(
            name.replaceAll("[!~]", ""), name.endsWith("!"), name.endsWith("~"), alternatives));
  }

  static Relations english() {
    return ENGLISH;
  }

  boolean is(String section, String word) {
    return words.getOrDefault(section, Set.of()).contains(word);
  }

  List<List<String>> phrases(String section) {
    return phrases.getOrDefault(section, List.of());
  }

  List<Exclusive> exclusives() {
    return exclusives;
  }

  /** Returns the tags of a stem. */
  Set<String> tags(String stem) {
    return tags.getOrDefault(stem, Set.of());
  }

  /** Returns the phrases that stand for a tag, by tag. */
  Map<String, List<List<String>>> phraseTags() {
    return phraseTags;
  }

  /** Returns whether a word of a tag states something that has one value at a time. */
  boolean isSingle(String tag, String stem) {
    return singleTagWords.contains(tag + " " + stem);
  }

  boolean isVerb(String lower) {
    return LEXICON.isVerb(lower) || forms.containsKey(lower) || !again(lower).equals(lower);
  }

  /** Returns whether the verb says that something is not as it was: a known one, or re-done. */
  boolean changes(String base) {
    return is("change", base)
        || (base.startsWith("re") && base.length() > 4 && isVerb(base.substring(2)));
  }

  /** Returns the base form of a verb, the singular of a noun, or the word itself. */
  String base(String lower) {
    return LEXICON.isVerb(lower) ? LEXICON.base(lower) : forms.getOrDefault(lower, again(lower));
  }

  /** "rebooked" is to "rebook" as "booked" to "book". */
  private String again(String lower) {
    if (irregular.containsKey(lower)) {
      return irregular.get(lower);
    }
    String rest = lower.startsWith("re") ? lower.substring(2) : "";
    if (rest.length() > 3 && LEXICON.isVerb(rest)) {
      return "re" + LEXICON.base(rest);
    }
    boolean past =
        lower.length() > 5
            && lower.indexOf('-') < 0
            && lower.endsWith("ed")
            && !LEXICON.isKnown(lower);
    return past ? lower.substring(0, lower.length() - 2) : lower;
  }

  /** Returns the stem by which words are compared. */
  String stem(String lower) {
    return LEXICON.stem(base(lower));
  }

  /** Returns the one word that stands for people of a kind: mother for mum. */
  String person(String stem) {
    return people.getOrDefault(stem, stem);
  }

  /** Returns how many words of the phrase stand at the index in any form: all of them or 0. */
  int matchAt(List<Word> text, int index, List<String> phrase) {
    for (int i = 0; i < phrase.size(); i++) {
      if (!fits(text, index + i, phrase.get(i))) {
        return 0;
      }
    }
    return phrase.size();
  }

  private boolean fits(List<Word> text, int index, String pattern) {
    if (index >= text.size()) {
      return pattern.equals(END);
    }
    String lower = text.get(index).lower();
    return pattern.equals(NUMBER)
        ? text.get(index).isNumeric() || Numbers.isNumber(lower)
        : lower.equals(pattern) || base(lower).equals(pattern);
  }

  /** Returns the length of the longest phrase of a section at the index, or 0. */
  int longestAt(List<Word> text, int index, String section) {
    int longest = 0;
    for (List<String> phrase : phrases(section)) {
      longest = Math.max(longest, matchAt(text, index, phrase));
    }
    return longest;
  }

  /** Returns where the first phrase of a section stands, or -1. */
  int find(List<Word> text, String section) {
    for (int i = 0; i < text.size(); i++) {
      if (longestAt(text, i, section) > 0) {
        return i;
      }
    }
    return -1;
  }

  boolean contains(List<Word> text, List<String> phrase) {
    for (int i = 0; i < text.size(); i++) {
      if (matchAt(text, i, phrase) > 0) {
        return true;
      }
    }
    return false;
  }
}
