package dev.recollect.agent.recall;

import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.CallOptions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Finds what bears on a message. A search that fails or takes too long costs the model what it
 * would have found, and the turn nothing. Thread-safe.
 */
public final class AutomaticRecall {

  private static final System.Logger LOG = System.getLogger(AutomaticRecall.class.getName());

  /** Of a message in a summary of an exchange so much is shown. */
  private static final int BEGINNING = 200;

  /** A long message is searched for by its beginning. */
  private static final int QUERY_CHARACTERS = 1_000;

  private final RecallPolicy policy;
  private final RecallMemory recall;
  private final ArchivalMemory archival;
  private final ZoneId zone;

  /** Creates the recall of an agent. */
  public AutomaticRecall(
      RecallPolicy policy, RecallMemory recall, ArchivalMemory archival, ZoneId zone) {
    this.policy = policy;
    this.recall = recall;
    this.archival = archival;
    this.zone = zone;
  }

  /**
   * Returns what the model is shown beside a message; empty if nothing bears on it.
   *
   * @param text what the person says
   * @param seen whether the model sees a message anyway
   * @param count counts tokens
   * @param room how many tokens there is room for, whatever the policy says
   * @throws MemoryException CANCELLED
   */
  public Optional<String> about(
      String text,
      Predicate<RecalledMessage> seen,
      ToIntFunction<String> count,
      int room,
      CallOptions options) {
    CallOptions bounded = options.withTimeout(policy.timeout());
    SearchQuery query =
        SearchQuery.builder(Cut.plain(text, QUERY_CHARACTERS))
            .topK(policy.topK())
            .options(bounded)
            .build();
    List<Found> found = new ArrayList<>();
    attempt(options, () -> said(query, seen, found));
    attempt(options, () -> filed(query, found));
    found.sort(Comparator.comparingInt(Found::rank));
    return shown(found, count, Math.min(room, policy.tokens()));
  }

  /** A hit, and its rank in its tier. */
  private record Found(int rank, RecalledText text) {}

  private void attempt(CallOptions options, Runnable search) {
    try {
      search.run();
    } catch (MemoryException e) {
      options.check();
      if (e.kind() == ErrorKind.CANCELLED) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "nothing is recalled for now: {0}", e.getMessage());
    }
  }

  private void said(SearchQuery query, Predicate<RecalledMessage> seen, List<Found> found) {
    if (!policy.tiers().contains(RecallPolicy.Tier.RECALL)) {
      return;
    }
    for (SearchHit<RecalledMessage> hit : wanted(recall.search(query))) {
      if (!seen.test(hit.item())) {
        RecalledMessage message = hit.item();
        found.add(
            new Found(found.size(), new RecalledText(unit(message), message.occurredAt(), "said")));
      }
    }
  }

  private void filed(SearchQuery query, List<Found> found) {
    if (!policy.tiers().contains(RecallPolicy.Tier.ARCHIVAL)) {
      return;
    }
    int rank = 0;
    for (SearchHit<Passage> hit : wanted(archival.search(query))) {
      Passage passage = hit.item();
      String origin = passage.origin().orElse("filed");
      found.add(new Found(rank++, new RecalledText(passage.text(), passage.occurredAt(), origin)));
    }
  }

  private <T extends MemoryItem> List<SearchHit<T>> wanted(SearchResult<T> result) {
    return result.hits().stream()
        .filter(hit -> !policy.nearOnly() || hit.evidence().near())
        .limit(policy.topK())
        .toList();
  }

  private String unit(RecalledMessage message) {
    if (policy.unit() == RecallPolicy.Unit.MESSAGE) {
      return line(message);
    }
    boolean asked = message.message().role() == Role.USER;
    long from = asked ? message.sequence() : Math.max(1, message.sequence() - 1);
    return recall.list(message.conversation(), from, 2).stream()
        .filter(said ->
            said.sequence() == message.sequence()
                || said.message().role() != message.message().role())
        .map(this::line)
        .collect(Collectors.joining("\n"));
  }

  private String line(RecalledMessage message) {
    String role = message.message().role().name().toLowerCase(Locale.ROOT);
    String speaker = message.message().name().orElse(role);
    boolean cut = policy.unit() == RecallPolicy.Unit.SUMMARY;
    return speaker + ": " + (cut ? Cut.plain(message.text(), BEGINNING) : message.text());
  }

  /** The best are taken as long as there is room, and shown by their age. */
  private Optional<String> shown(List<Found> found, ToIntFunction<String> count, int room) {
    List<RecalledText> taken = new ArrayList<>();
    for (Found candidate : found) {
      RecalledText text = fitting(candidate.text(), count, room / 2);
      List<RecalledText> more = new ArrayList<>(taken);
      more.add(text);
      if (!repeated(text, taken) && count.applyAsInt(written(more)) <= room) {
        taken = more;
      }
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(written(taken));
  }

  private static RecalledText fitting(RecalledText text, ToIntFunction<String> count, int most) {
    return new RecalledText(Cut.noted(text.text(), most, count), text.at(), text.origin());
  }

  private String written(List<RecalledText> texts) {
    List<RecalledText> recent =
        texts.stream().sorted(Comparator.comparing(RecalledText::at).reversed()).toList();
    return policy.template().text(recent, zone);
  }

  private static boolean repeated(RecalledText text, List<RecalledText> taken) {
    String words = words(text.text());
    return taken.stream()
        .map(known -> words(known.text()))
        .anyMatch(known -> known.contains(words));
  }

  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
