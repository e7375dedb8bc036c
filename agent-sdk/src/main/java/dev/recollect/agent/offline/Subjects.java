package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a noun phrase as a chain from owner to owned, and compares such chains. */
final class Subjects {

  private static final Lexicon LEXICON = Lexicon.english();

  private Subjects() {}

  /** Returns the chain: {@code my sister's birthday} is user, sister, birthday. */
  static List<List<String>> read(List<Word> words) {
    for (int i = words.size() - 2; i > 0; i--) {
      if (words.get(i).lower().equals("of")) {
        List<List<String>> chain = new ArrayList<>(read(words.subList(i + 1, words.size())));
        chain.addAll(read(words.subList(0, i)));
        return chain;
      }
    }
    return possessives(words);
  }

  /** Returns whether two chains name the same thing; an owner may be left out. */
  static boolean same(List<List<String>> one, List<List<String>> other) {
    List<List<String>> first = withoutUser(one);
    List<List<String>> second = withoutUser(other);
    if (first.isEmpty() || second.isEmpty()) {
      return one.equals(other);
    }
    if (first.size() != second.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!sameSegment(first.get(i), second.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<List<String>> withoutUser(List<List<String>> chain) {
    return chain.size() > 1 && chain.get(0).equals(Frame.USER)
        ? chain.subList(1, chain.size())
        : chain;
  }

  private static boolean sameSegment(List<String> one, List<String> other) {
    boolean headsEqual = one.get(one.size() - 1).equals(other.get(other.size() - 1));
    boolean contained = one.containsAll(other) || other.containsAll(one);
    return contained || (headsEqual && (one.size() == 1 || other.size() == 1));
  }

  private static List<List<String>> possessives(List<Word> words) {
    List<List<String>> chain = new ArrayList<>();
    List<String> segment = new ArrayList<>();
    for (Word word : words) {
      if (LEXICON.is("first-person", word)) {
        addUser(chain);
      } else if (word.lower().equals(Word.POSSESSIVE)) {
        close(chain, segment);
        segment = new ArrayList<>();
      } else if (isContent(word)) {
        segment.add(LEXICON.stem(word.lower()));
      }
    }
    close(chain, segment);
    return chain;
  }

  private static void addUser(List<List<String>> chain) {
    if (!chain.contains(Frame.USER)) {
      chain.add(0, Frame.USER);
    }
  }

  private static void close(List<List<String>> chain, List<String> segment) {
    if (!segment.isEmpty()) {
      chain.add(List.copyOf(segment));
    }
  }

  private static boolean isContent(Word word) {
    return !LEXICON.is("determiner", word)
        && !LEXICON.is("adverb", word)
        && !LEXICON.is("neutral-modifier", word)
        && !LEXICON.is("number-word", word)
        && !Set.of("and", "or", "but").contains(word.lower());
  }
}
