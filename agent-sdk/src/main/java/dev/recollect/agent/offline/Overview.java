package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.CoreBlocks.Block;
import dev.recollect.memory.api.conversation.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists what is known about the user: the lines of its block, then facts filed that are current.
 */
final class Overview {

  /** Facts listed at most. */
  static final int LONGEST = 12;

  private static final int LINE_CHARACTERS = 300;

  private static final Lexicon LEXICON = Lexicon.english();

  private Overview() {}

  /** Returns the facts, most lasting first, none twice. */
  static List<String> facts(CoreBlocks blocks, List<Reference> filed) {
    List<String> facts =
        new ArrayList<>(blocks.find(CoreBlocks.HUMAN).map(Block::lines).orElse(List.of()));
    filed.stream()
        .filter(reference -> reference.origin().isEmpty())
        .sorted(Comparator.comparing(Reference::occurredAt).reversed())
        .map(Reference::text)
        .filter(Overview::isAboutUser)
        .forEach(text -> addIfNew(facts, text.strip()));
    return facts.stream().limit(LONGEST).map(Overview::shortened).toList();
  }

  private static void addIfNew(List<String> facts, String text) {
    String key = Terms.key(Framing.withoutCorrectionLead(text));
    boolean known =
        facts.stream()
            .anyMatch(fact -> Terms.key(fact).contains(key) || Supersession.replaces(fact, text));
    if (!known) {
      facts.add(text);
    }
  }

  private static boolean isAboutUser(String text) {
    return Words.of(text).stream().anyMatch(word -> LEXICON.is("first-person", word));
  }

  private static String shortened(String text) {
    if (text.length() <= LINE_CHARACTERS) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LINE_CHARACTERS - 1))
            ? LINE_CHARACTERS - 1
            : LINE_CHARACTERS;
    return text.substring(0, end) + " …";
  }
}
