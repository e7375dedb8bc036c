package dev.recollect.examples.recall;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what a person and the agent said to each other earlier that bears on a message, best first.
 * Each message found brings along the one it answers or the one that answers it. Immutable.
 */
final class PastExchanges {

  /** Between a question and its answer there may be what the agent said while it used tools. */
  private static final int NEIGHBOURS = 4;

  private static final int QUERY_CHARACTERS = 2_000;

  private final RecallMemory recall;
  private final RecallSettings settings;
  private final Filter scope;

  /**
   * Creates a finder in one conversation, or in all that the memory holds.
   *
   * @param recall the messages of one person with the agent
   * @param conversation id of the conversation at hand
   */
  PastExchanges(
      RecallMemory recall, String conversation, RecallScope scope, RecallSettings settings) {
    this.recall = recall;
    this.settings = settings;
    this.scope =
        switch (scope) {
          case ALL_CONVERSATIONS -> Filter.all();
          case THIS_CONVERSATION -> Filter.eq("conversation", conversation);
        };
  }

  /**
   * Returns the exchanges.
   *
   * @param shown messages that stand before the model anyway and are left out
   */
  List<Exchange> about(Message message, List<Message> shown, CallOptions options) {
    Set<Said> known = shown.stream().map(Said::of).collect(Collectors.toSet());
    Map<String, Exchange> found = new LinkedHashMap<>();
    for (SearchHit<RecalledMessage> hit : recall.search(query(message, options))) {
      if (!known.contains(Said.of(hit.item().message()))) {
        Exchange exchange = exchange(hit.item());
        found.putIfAbsent(exchange.first().id(), exchange);
      }
    }
    return List.copyOf(found.values());
  }

  /** What tells a message in the window and the same message in recall memory from all others. */
  private record Said(Role role, String text, Instant at) {
    static Said of(Message message) {
      return new Said(message.role(), message.text(), message.createdAt());
    }
  }

  private SearchQuery query(Message message, CallOptions options) {
    return SearchQuery.builder(beginning(message.text()))
        .topK(settings.topK())
        .minimumCosine(settings.minimumCosine())
        .minimumCoverage(settings.minimumCoverage())
        .filter(scope)
        .options(options)
        .build();
  }

  private static String beginning(String text) {
    int characters = Math.min(QUERY_CHARACTERS, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, characters));
  }

  private Exchange exchange(RecalledMessage hit) {
    long from = Math.max(1, hit.sequence() - NEIGHBOURS);
    List<RecalledMessage> around = recall.list(hit.conversation(), from, 2 * NEIGHBOURS + 1);
    RecalledMessage said = null;
    RecalledMessage answered = null;
    for (RecalledMessage one : around) {
      boolean begins = one.message().role() == Role.USER;
      if (begins && one.sequence() > hit.sequence()) {
        break;
      }
      said = begins ? one : said;
      answered = begins ? null : one;
    }
    return new Exchange(said, hit.message().role() == Role.ASSISTANT ? hit : answered);
  }
}
