package dev.recollect.memory.core.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Analysis of texts in a language into terms: words by Unicode's rules, lower case, stop words
 * dropped, stemmed; pairs of characters where words are not written apart. Thread-safe.
 *
 * <p>A term is stored as MurmurHash3 (x86, 32 bits, seed 0) of the UTF-8 bytes of its stem; the
 * reserved hashes 0 and -1 become 1 and -2. The hash is part of the storage format and never
 * changes. A chain may: the tests with golden terms fail when it does, and then the revision in
 * {@link #identity()} is raised, so that a collection analysed otherwise is refused.
 */
public final class TextAnalyzer {

  /** The language that is analysed unless another one is chosen. */
  public static final String ENGLISH = "english";

  private final String language;
  private final Language chain;

  private TextAnalyzer(String language, Language chain) {
    this.language = language;
    this.chain = chain;
  }

  /** Returns the analysis of English texts. */
  public static TextAnalyzer english() {
    return of(ENGLISH);
  }

  /**
   * Returns the analysis of texts in a language.
   *
   * @param language one of {@link #languages}
   * @throws dev.recollect.memory.api.error.MemoryException INVALID naming the nearest language and
   *     all there are
   */
  public static TextAnalyzer of(String language) {
    return new TextAnalyzer(language, Languages.named(language));
  }

  /**
   * Returns the names of the languages, in English and lower case; {@code standard} is for all
   * others and only tells words apart.
   */
  public static SortedSet<String> languages() {
    return Languages.names();
  }

  /** Returns in words that there is no such language, the nearest one, and all there are. */
  public static String unknown(String language) {
    return Languages.unknown(language);
  }

  /** Returns the language. */
  public String language() {
    return language;
  }

  /** Returns the name of the chain and our revision of it; equal means equal terms. */
  public String identity() {
    return chain.identity();
  }

  /** Returns the terms of a text in order, repetitions included; empty if it has none. */
  public List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = chain.open(text)) {
      CharTermAttribute stem = stream.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        String value = stem.toString();
        terms.add(new Term(value, hash(value), offset.startOffset(), offset.endOffset()));
      }
      stream.end();
      return terms;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string failed", e);
    }
  }

  /** Returns the hash of a stem; never 0 or -1. */
  static int hash(String stem) {
    int hash = StringHelper.murmurhash3_x86_32(new BytesRef(stem), 0);
    return switch (hash) {
      case 0 -> 1;
      case -1 -> -2;
      default -> hash;
    };
  }
}
