package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reduces a text to the stems that carry its content. */
final class Terms {

  private static final Lexicon LEXICON = Lexicon.english();

  private Terms() {}

  /** Returns the stems of the words that are no stop words, in order. */
  static Set<String> stems(String text) {
    Set<String> stems = new LinkedHashSet<>();
    for (Word word : Words.of(text)) {
      if (!LEXICON.is("stop", word)) {
        stems.add(LEXICON.stem(word.lower()));
      }
    }
    return stems;
  }

  /** Returns the text reduced to its words, so that copies of one text compare equal. */
  static String key(String text) {
    StringBuilder key = new StringBuilder();
    Words.of(text).forEach(word -> key.append(word.lower()).append(' '));
    return key.toString().trim();
  }
}
