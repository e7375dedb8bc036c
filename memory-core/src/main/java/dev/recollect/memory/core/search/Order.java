package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of a ranking, in which what supersedes a hit stands before it. Thread-safe.
 *
 * <p>Whether a hit was superseded stands in its payload, which is read when the hit is: so the
 * order is settled from the top as far as it is asked for, and never changes where it was settled
 * before. A ranking in which nothing was superseded costs nothing.
 */
final class Order {

  /** Reads texts that exist. */
  @FunctionalInterface
  interface Texts {
    Map<WholeId, WholeRecord> read(List<Ranked> which, CallOptions options);
  }

  /** How many links are followed from one passage at most. */
  private static final int LINKS = 16;

  private final List<Ranked> places;
  private final Map<WholeId, Ranked> liftedFor = new HashMap<>();
  private final Texts texts;
  private int settled;

  Order(List<Ranked> places, Texts texts) {
    this.places = new ArrayList<>(places);
    this.texts = texts;
  }

  int size() {
    return places.size();
  }

  /** Returns the hit that this one was lifted before, if it was. */
  synchronized Optional<Ranked> liftedFor(Ranked lifted) {
    return Optional.ofNullable(liftedFor.get(lifted.whole()));
  }

  /**
   * Returns a slice of the order.
   *
   * @param known takes the texts that had to be read to know the order
   */
  synchronized List<Ranked> slice(
      int from, int to, Map<WholeId, WholeRecord> known, CallOptions options) {
    if (settled < to) {
      read(places.subList(settled, to), known, options);
    }
    while (settled < to) {
      Ranked here = places.get(settled);
      read(List.of(here), known, options);
      int better = successor(here, known, options);
      if (better < 0) {
        settled++;
      } else {
        lift(better, here);
      }
    }
    return List.copyOf(places.subList(from, to));
  }

  private void read(List<Ranked> which, Map<WholeId, WholeRecord> known, CallOptions options) {
    List<Ranked> unread = which.stream().filter(one -> !known.containsKey(one.whole())).toList();
    if (!unread.isEmpty()) {
      known.putAll(texts.read(unread, options));
    }
  }

  /** Returns the place behind the settled ones of what supersedes a hit, or -1. */
  private int successor(Ranked of, Map<WholeId, WholeRecord> known, CallOptions options) {
    Set<WholeId> seen = new HashSet<>();
    Deque<Ranked> open = new ArrayDeque<>(List.of(of));
    while (!open.isEmpty() && seen.size() < LINKS) {
      Ranked next = open.remove();
      read(List.of(next), known, options);
      WholeRecord whole = known.get(next.whole());
      List<String> links = whole == null ? List.of() : Links.supersededBy(whole.first().payload());
      for (String id : links) {
        WholeId successor = new WholeId(next.whole().namespace(), id);
        int place = liftable(successor);
        if (place >= 0) {
          return place;
        }
        if (seen.add(successor)) {
          open.add(new Ranked(successor, 0, 0));
        }
      }
    }
    return -1;
  }

  private int liftable(WholeId whole) {
    for (int place = settled + 1; place < places.size(); place++) {
      if (places.get(place).whole().equals(whole) && !liftedFor.containsKey(whole)) {
        return place;
      }
    }
    return -1;
  }

  private void lift(int place, Ranked before) {
    Ranked lifted = places.remove(place).atLeast(before.score());
    places.add(settled, lifted);
    liftedFor.put(lifted.whole(), before);
  }
}
