package dev.recollect.agent.forget;

import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a policy says is to be forgotten now. Not thread-safe. */
public final class PolicySelection {

  /** So many messages or passages go at once, so that each round ends within a turn's time. */
  private static final int AT_ONCE = 500;

  private static final int PAGE = 1_000;

  private final ForgetPolicy policy;
  private final RecallMemory recall;
  private final ArchivalMemory archival;
  private final Instant now;

  /**
   * Creates a selection.
   *
   * @param now from when ages count
   */
  public PolicySelection(
      ForgetPolicy policy, RecallMemory recall, ArchivalMemory archival, Instant now) {
    this.policy = policy;
    this.recall = recall;
    this.archival = archival;
    this.now = now;
  }

  /** Returns what is to be forgotten in requests of a bounded size; empty if nothing is. */
  public List<ForgetRequest> requests() {
    List<ForgetRequest> requests = new ArrayList<>();
    for (List<String> some : slices(List.copyOf(messages()))) {
      requests.add(ForgetRequest.messages(some).with(policy.blocks()));
    }
    for (List<String> some : slices(List.copyOf(passages()))) {
      requests.add(ForgetRequest.passages(some).with(policy.blocks()));
    }
    return requests;
  }

  private static List<List<String>> slices(List<String> ids) {
    List<List<String>> slices = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      slices.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
    }
    return slices;
  }

  private Set<String> messages() {
    Set<String> ids = new LinkedHashSet<>();
    policy
        .messageAge()
        .ifPresent(age -> {
          SearchResult<RecalledMessage> old = saidBefore(before(age));
          ids.addAll(oldest(old, old.total().count()));
        });
    if (policy.messages().isPresent()) {
      SearchResult<RecalledMessage> all = saidBefore(Moments.LATEST);
      ids.addAll(oldest(all, all.total().count() - policy.messages().getAsLong()));
    }
    return ids;
  }

  private SearchResult<RecalledMessage> saidBefore(Instant until) {
    return recall.between(Moments.EARLIEST, until, Set.of());
  }

  /** A message goes if it is older than allowed, not as old. */
  private Instant before(Duration age) {
    Instant cut = now.minus(age);
    return cut.isBefore(Moments.EARLIEST) ? Moments.EARLIEST : cut;
  }

  private static List<String> oldest(SearchResult<RecalledMessage> found, long count) {
    List<String> ids = new ArrayList<>();
    for (int page = 0; ids.size() < count; page++) {
      List<SearchHit<RecalledMessage>> hits = found.page(page, PAGE);
      if (hits.isEmpty()) {
        break;
      }
      hits.stream().limit(count - ids.size()).forEach(hit -> ids.add(hit.item().id()));
    }
    return ids;
  }

  /** What is kept of a passage to decide by. */
  private record Aged(String id, Instant occurredAt, double importance) {}

  private Set<String> passages() {
    Set<String> ids = new LinkedHashSet<>();
    if (policy.passageAge().isEmpty()
        && policy.passages().isEmpty()
        && policy.importance().isEmpty()) {
      return ids;
    }
    List<Aged> all = new ArrayList<>(allPassages());
    all.sort(Comparator.comparing(Aged::occurredAt).thenComparing(Aged::id));
    long surplus = policy.passages().isPresent() ? all.size() - policy.passages().getAsLong() : 0;
    for (int index = 0; index < all.size(); index++) {
      if (index < surplus || goes(all.get(index))) {
        ids.add(all.get(index).id());
      }
    }
    return ids;
  }

  private boolean goes(Aged passage) {
    boolean old =
        policy.passageAge().filter(age -> passage.occurredAt().isBefore(before(age))).isPresent();
    return old || passage.importance() < policy.importance().orElse(0);
  }

  private List<Aged> allPassages() {
    List<Aged> all = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<Passage> page = archival.list(next.get());
      page.items().forEach(one -> all.add(new Aged(one.id(), one.occurredAt(), one.importance())));
      next = page.next();
    }
    return all;
  }
}
