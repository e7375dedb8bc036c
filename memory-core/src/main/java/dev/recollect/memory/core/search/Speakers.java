package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.core.text.Term;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which speakers of some messages the query names. Not thread-safe. */
final class Speakers {

  private final TextAnalyzer analyzer;
  private final AnalyzedQuery query;
  private final Map<String, Set<Integer>> termsBySpeaker = new HashMap<>();

  Speakers(TextAnalyzer analyzer, AnalyzedQuery query) {
    this.analyzer = analyzer;
    this.query = query;
  }

  /** Returns whether the query contains a word of the name of the record's speaker. */
  boolean named(MemoryRecord record) {
    return record.payload().text(PayloadKeys.SPEAKER).map(this::named).orElse(false);
  }

  /** Returns the terms of the query that are names of the speakers asked about so far. */
  Set<Integer> terms() {
    Set<Integer> terms = new HashSet<>();
    termsBySpeaker.values().forEach(terms::addAll);
    return terms;
  }

  private boolean named(String speaker) {
    return !termsBySpeaker.computeIfAbsent(speaker, this::common).isEmpty();
  }

  private Set<Integer> common(String speaker) {
    return analyzer.terms(speaker).stream()
        .map(Term::hash)
        .filter(query::contains)
        .collect(Collectors.toSet());
  }
}
