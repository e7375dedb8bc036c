package dev.recollect.embeddings.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The model's own tokeniser. Thread-safe until it is closed.
 *
 * <p>Long texts are tokenised in segments, because the native tokeniser builds several objects a
 * token. A segment ends at a blank, where the tokeniser splits anyhow, so the tokens are the same;
 * only a word longer than a segment is cut.
 */
final class WordPieces implements AutoCloseable {

  /** Longest text that is tokenised at once, in UTF-16 units. */
  static final int SEGMENT = 8 * 1024;

  /** Tokens around a text: a start mark and an end mark. */
  static final int MARKS = 2;

  private final HuggingFaceTokenizer tokenizer;
  private final long startMark;
  private final long endMark;

  private WordPieces(HuggingFaceTokenizer tokenizer, long startMark, long endMark) {
    this.tokenizer = tokenizer;
    this.startMark = startMark;
    this.endMark = endMark;
  }

  /**
   * Takes over a tokeniser.
   *
   * @param model what the model is called in messages
   * @throws MemoryException CONFIGURATION if it puts anything but two marks around a text
   */
  static WordPieces of(String model, HuggingFaceTokenizer tokenizer) {
    long[] marks = tokenizer.encode("", true, false).getIds();
    if (marks.length != MARKS) {
      tokenizer.close();
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the tokenizer of the embedding model "
              + model
              + " puts "
              + marks.length
              + " marks around a text; only models with a start and an end mark can be used");
    }
    return new WordPieces(tokenizer, marks[0], marks[1]);
  }

  /** Returns the tokens of a text, without marks. */
  long[] of(String text) {
    LongStream.Builder tokens = LongStream.builder();
    int from = 0;
    while (from < text.length()) {
      int to = segmentEnd(text, from);
      Arrays.stream(segment(text, from, to)).forEach(tokens);
      from = to;
    }
    return tokens.build().toArray();
  }

  /** Returns how many tokens a text has, without marks. */
  int count(String text) {
    int count = 0;
    int from = 0;
    while (from < text.length()) {
      int to = segmentEnd(text, from);
      count += segment(text, from, to).length;
      from = to;
    }
    return count;
  }

  /** Returns some of the tokens between the marks that the model expects. */
  long[] marked(long[] tokens, int from, int to) {
    long[] marked = new long[to - from + MARKS];
    marked[0] = startMark;
    System.arraycopy(tokens, from, marked, 1, to - from);
    marked[marked.length - 1] = endMark;
    return marked;
  }

  private long[] segment(String text, int from, int to) {
    return tokenizer.encode(text.substring(from, to), false, false).getIds();
  }

  static int segmentEnd(String text, int from) {
    int end = Math.min(text.length(), from + SEGMENT);
    if (end == text.length()) {
      return end;
    }
    for (int at = end; at > from; at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
