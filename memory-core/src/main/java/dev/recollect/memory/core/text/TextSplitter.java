package dev.recollect.memory.core.text;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Division of a text into parts that an embedding model reads whole and a store accepts.
 * Thread-safe if the token counter is.
 *
 * <p>Joined, the parts are the text again, to the character. A part ends behind a paragraph where
 * it can, else behind a sentence, else behind a word, and inside a word only if that alone is too
 * long; never inside a surrogate pair.
 */
public final class TextSplitter {

  /** Where a text may be divided, from the best place to the worst. */
  private enum Level {
    PARAGRAPH,
    SENTENCE,
    WORD,
    CHARACTER;

    Level finer() {
      return switch (this) {
        case PARAGRAPH -> SENTENCE;
        case SENTENCE -> WORD;
        case WORD, CHARACTER -> CHARACTER;
      };
    }
  }

  private final ToIntFunction<String> tokenCounter;
  private final int maximumTokens;

  /**
   * Creates a splitter.
   *
   * @param tokenCounter counts the tokens that the embedding model reads a text as
   * @param maximumTokens the most tokens of a part, at least 1
   */
  public TextSplitter(ToIntFunction<String> tokenCounter, int maximumTokens) {
    this.tokenCounter = tokenCounter;
    this.maximumTokens = maximumTokens;
  }

  /** Returns the parts of a text in order; the text alone if it fits. */
  public List<String> split(String text) {
    if (size(text).fits(maximumTokens)) {
      return List.of(text);
    }
    Packing packing = new Packing();
    packing.addAll(text, Level.PARAGRAPH);
    return packing.parts();
  }

  private Size size(String text) {
    long bytes = Texts.utf8Length("text", text);
    // A text far above the byte limit is divided in any case; counting its tokens would be waste.
    int tokens = bytes > Limits.TEXT_BYTES ? Integer.MAX_VALUE : tokenCounter.applyAsInt(text);
    return new Size(bytes, tokens);
  }

  private record Size(long bytes, long tokens) {
    boolean fits(int maximumTokens) {
      return bytes <= Limits.TEXT_BYTES && tokens <= maximumTokens;
    }

    Size plus(Size other) {
      return new Size(bytes + other.bytes, tokens + other.tokens);
    }
  }

  /** Fills parts with units, one after the other. */
  private final class Packing {
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private Size currentSize = new Size(0, 0);

    void addAll(String text, Level level) {
      for (String unit : units(text, level)) {
        add(unit, level);
      }
    }

    private void add(String unit, Level level) {
      Size size = size(unit);
      boolean divisible = unit.codePointCount(0, unit.length()) > 1;
      if (!size.fits(maximumTokens) && divisible) {
        addAll(unit, level.finer());
        return;
      }
      if (!currentSize.plus(size).fits(maximumTokens)) {
        endPart();
      }
      current.append(unit);
      currentSize = currentSize.plus(size);
    }

    private void endPart() {
      if (!current.isEmpty()) {
        parts.add(current.toString());
        current.setLength(0);
        currentSize = new Size(0, 0);
      }
    }

    List<String> parts() {
      endPart();
      return parts;
    }
  }

  private static List<String> units(String text, Level level) {
    return switch (level) {
      case PARAGRAPH -> TextUnits.paragraphs(text);
      case SENTENCE -> TextUnits.sentences(text);
      case WORD -> TextUnits.words(text);
      case CHARACTER -> TextUnits.halves(text);
    };
  }
}
