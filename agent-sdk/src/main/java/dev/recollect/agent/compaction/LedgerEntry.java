package dev.recollect.agent.compaction;

import java.util.Collection;
import java.util.List;

/**
 * What the ledger says of a summary record. It is kept when the record is deleted, then without
 * places.
 *
 * @param last the last place that it reaches to; the next entry starts behind it
 * @param sequences the places of the messages that the record stands for, as ranges
 * @param removing whether their removal from recall memory has begun; then what is missing there
 *     was not forgotten
 */
record LedgerEntry(long last, String sequences, boolean removing) {

  List<Long> places() {
    return Sequences.read(sequences);
  }

  LedgerEntry of(Collection<Long> places) {
    return new LedgerEntry(last, Sequences.write(places), removing);
  }

  LedgerEntry removingNow() {
    return new LedgerEntry(last, sequences, true);
  }
}
