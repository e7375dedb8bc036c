package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.util.HashMap;
import java.util.Map;

/** Which of some messages were said by a speaker whom the query names. */
final class Speakers {

  private final TextAnalyzer analyzer;
  private final AnalyzedQuery query;
  private final Map<String, Boolean> known = new HashMap<>();

  Speakers(TextAnalyzer analyzer, AnalyzedQuery query) {
    this.analyzer = analyzer;
    this.query = query;
  }

  /** Returns whether the query contains a word of the name of the record's speaker. */
  boolean named(MemoryRecord record) {
    return record.payload().text(PayloadKeys.SPEAKER).map(this::named).orElse(false);
  }

  private boolean named(String speaker) {
    return known.computeIfAbsent(
        speaker,
        name -> analyzer.terms(name).stream().anyMatch(term -> query.contains(term.hash())));
  }
}
