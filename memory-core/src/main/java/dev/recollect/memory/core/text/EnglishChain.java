package dev.recollect.memory.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * English: possessive dropped, lower case, Snowball's 174 stop words dropped, Porter's stemmer.
 *
 * <p>That list holds what questions are made of (what, who, did, my); with Lucene's default of 33
 * words recall@10 of BM25 alone on LoCoMo's development half is 0.606 instead of 0.645.
 */
final class EnglishChain extends Analyzer {

  private static final CharArraySet STOP_WORDS = snowballStopWords();

  private static CharArraySet snowballStopWords() {
    try (InputStream words = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
      Objects.requireNonNull(words, "lucene-analysis-common lacks its English stop words");
      return WordlistLoader.getSnowballWordSet(
          new InputStreamReader(words, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("stop words could not be read", e);
    }
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer words = new StandardTokenizer();
    TokenStream lowerCase = new LowerCaseFilter(new EnglishPossessiveFilter(words));
    return new TokenStreamComponents(
        words, new PorterStemFilter(new StopFilter(lowerCase, STOP_WORDS)));
  }
}
