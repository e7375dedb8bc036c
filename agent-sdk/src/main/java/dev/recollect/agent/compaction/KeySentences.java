package dev.recollect.agent.compaction;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Makes an extract of messages without a model: the sentences that tell most for their length, in
 * order, behind who said them. Deterministic.
 *
 * <p>What a sentence tells is the sum over its words that no chosen sentence has yet: rare ones
 * count more, names and numbers twice; a question counts a third.
 */
final class KeySentences {

  private static final int LONGEST_SENTENCE = 300;
  private static final int SHORTEST_WORD = 4;

  /** Of a very long message the beginning is looked at. */
  private static final int MOST_SENTENCES = 50;

  /** After so many sentences that did not fit, no other is tried. */
  private static final int MISSES = 10;

  private final ToIntFunction<String> tokens;

  KeySentences(ToIntFunction<String> tokens) {
    this.tokens = tokens;
  }

  /** A sentence of the message at an index. */
  private record Sentence(int message, String text, Map<String, Integer> terms) {}

  /** Returns an extract of at most so many tokens; empty if not even a piece of one fits. */
  String of(List<Message> said, int largest) {
    NavigableMap<Integer, Sentence> left = sentences(said);
    Map<String, Integer> frequencies = frequencies(left.values());
    int all = left.size();
    Set<String> told = new HashSet<>();
    NavigableMap<Integer, Sentence> chosen = new TreeMap<>();
    String text = "";
    for (int misses = 0; misses < MISSES && !left.isEmpty(); ) {
      Map.Entry<Integer, Sentence> best = best(left, frequencies, all, told);
      left.remove(best.getKey());
      chosen.put(best.getKey(), best.getValue());
      String more = text(said, chosen.values());
      if (tokens.applyAsInt(more) <= largest) {
        text = more;
        told.addAll(best.getValue().terms().keySet());
      } else {
        chosen.remove(best.getKey());
        misses++;
      }
    }
    return text.isEmpty() ? piece(said, largest) : text;
  }

  private static NavigableMap<Integer, Sentence> sentences(List<Message> said) {
    NavigableMap<Integer, Sentence> sentences = new TreeMap<>();
    for (int message = 0; message < said.size(); message++) {
      List<String> all = Sentences.of(said.get(message).text());
      for (String sentence : all.subList(0, Math.min(MOST_SENTENCES, all.size()))) {
        String bounded = Cut.plain(sentence, LONGEST_SENTENCE);
        sentences.put(sentences.size(), new Sentence(message, bounded, terms(bounded)));
      }
    }
    return sentences;
  }

  /** Returns the stems that tell something and what each counts. */
  private static Map<String, Integer> terms(String sentence) {
    Map<String, Integer> terms = new TreeMap<>();
    for (Word word : Words.of(sentence)) {
      boolean name = word.isNumeric() || (word.capital() && word.start() > 0);
      if (name || word.lower().length() >= SHORTEST_WORD) {
        terms.merge(Lexicon.english().stem(word.lower()), name ? 2 : 1, Math::max);
      }
    }
    return terms;
  }

  private static Map<String, Integer> frequencies(Collection<Sentence> sentences) {
    Map<String, Integer> frequencies = new HashMap<>();
    for (Sentence sentence : sentences) {
      sentence.terms().keySet().forEach(term -> frequencies.merge(term, 1, Integer::sum));
    }
    return frequencies;
  }

  private static Map.Entry<Integer, Sentence> best(
      NavigableMap<Integer, Sentence> left,
      Map<String, Integer> frequencies,
      int all,
      Set<String> told) {
    Map.Entry<Integer, Sentence> best = left.firstEntry();
    double most = -1;
    for (Map.Entry<Integer, Sentence> sentence : left.entrySet()) {
      double value = value(sentence.getValue(), frequencies, all, told);
      if (value > most) {
        most = value;
        // The map's own entry would become another one when it is removed.
        best = Map.entry(sentence.getKey(), sentence.getValue());
      }
    }
    return best;
  }

  private static double value(
      Sentence sentence, Map<String, Integer> frequencies, int all, Set<String> told) {
    double value = 0;
    for (Map.Entry<String, Integer> term : sentence.terms().entrySet()) {
      if (!told.contains(term.getKey())) {
        double rarity = Math.log(1 + (double) all / frequencies.getOrDefault(term.getKey(), 1));
        value += term.getValue() * rarity;
      }
    }
    double weight = sentence.text().endsWith("?") ? 1.0 / 3 : 1;
    return weight * value / (20 + sentence.text().length());
  }

  private static String text(List<Message> said, Collection<Sentence> chosen) {
    StringBuilder text = new StringBuilder();
    int message = -1;
    for (Sentence sentence : chosen) {
      if (sentence.message() != message) {
        message = sentence.message();
        text.append(text.isEmpty() ? "" : "\n").append(speaker(said.get(message))).append(':');
      }
      text.append(' ').append(sentence.text());
    }
    return text.toString();
  }

  private static String speaker(Message message) {
    return message.name().orElse(message.role().name().toLowerCase(Locale.ROOT));
  }

  private String piece(List<Message> said, int largest) {
    String whole = speaker(said.getFirst()) + ": " + said.getFirst().text().strip();
    int length = whole.length();
    while (length > 0 && tokens.applyAsInt(Cut.plain(whole, length)) > largest) {
      length /= 2;
    }
    return length < 8 ? "" : Cut.plain(whole, length);
  }
}
