package dev.recollect.memory.core.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * How texts of a language become terms. Thread-safe.
 *
 * @param identity name of the chain and our revision of it
 * @param analyzer makes a new chain for each text
 */
record Language(String identity, Analyzer analyzer) {

  /** Returns the language of a chain. */
  static Language of(String identity, Analyzer chain) {
    return new Language(identity, new Unshared(chain));
  }

  TokenStream open(String text) {
    return analyzer.tokenStream("", text);
  }

  /**
   * Makes a new chain for each text: reuse would bind one to each thread, also to each virtual one.
   */
  private static final class Unshared extends AnalyzerWrapper {
    private final Analyzer chain;

    Unshared(Analyzer chain) {
      super(
          new ReuseStrategy() {
            @Override
            public @Nullable TokenStreamComponents getReusableComponents(
                Analyzer analyzer, String field) {
              return null;
            }

            @Override
            public void setReusableComponents(
                Analyzer analyzer, String field, TokenStreamComponents components) {
              // Nothing is kept.
            }
          });
      this.chain = chain;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
      return chain;
    }
  }
}
