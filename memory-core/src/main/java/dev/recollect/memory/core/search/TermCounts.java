package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.SparseVector;

/**
 * How many of some records contain each term: a hash table of primitive numbers, because one of
 * boxed numbers would take five times the memory for thousands of terms in hundreds of namespaces.
 * Not thread-safe.
 */
final class TermCounts {

  private int[] terms = new int[64]; // 0 is never a term and marks a free slot
  private int[] counts = new int[64];
  private int used;

  /** Counts the terms of one record. */
  void add(SparseVector vector) {
    for (int index = 0; index < vector.size(); index++) {
      increment(vector.term(index));
    }
  }

  /** Returns how many records contain a term. */
  int of(int term) {
    return counts[slot(term)];
  }

  private void increment(int term) {
    int slot = slot(term);
    if (terms[slot] == 0) {
      if (2 * (used + 1) > terms.length) {
        grow();
        slot = slot(term);
      }
      terms[slot] = term;
      used++;
    }
    counts[slot]++;
  }

  private int slot(int term) {
    int slot = term & (terms.length - 1); // terms are hashes already
    while (terms[slot] != 0 && terms[slot] != term) {
      slot = (slot + 1) & (terms.length - 1);
    }
    return slot;
  }

  private void grow() {
    int[] oldTerms = terms;
    int[] oldCounts = counts;
    terms = new int[2 * oldTerms.length];
    counts = new int[terms.length];
    for (int index = 0; index < oldTerms.length; index++) {
      if (oldTerms[index] != 0) {
        int slot = slot(oldTerms[index]);
        terms[slot] = oldTerms[index];
        counts[slot] = oldCounts[index];
      }
    }
  }
}
