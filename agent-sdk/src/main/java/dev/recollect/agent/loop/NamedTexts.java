package dev.recollect.agent.loop;

import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The messages and passages that a request to forget names, with their texts as far as they are
 * still there.
 *
 * @param messages places by conversation, of whatever is or was there
 * @param said the messages that recall memory has
 * @param waiting texts of named messages that recall memory does not have yet
 * @param passages the passages that there are
 */
record NamedTexts(
    SortedMap<String, SortedSet<Long>> messages,
    List<RecalledMessage> said,
    List<String> waiting,
    List<Passage> passages) {

  private static final int PAGE = 1_000;

  /** Reads what a request names. */
  static NamedTexts read(ForgetRequest request, Desk desk) {
    RecallMemory recall = desk.place().memory().recall(desk.place().owner().name());
    SortedMap<String, SortedSet<Long>> messages = new TreeMap<>();
    request.messages().forEach((id, places) -> messages.put(id, new TreeSet<>(places)));
    request.spans().forEach(span -> addSaid(span, recall, messages));
    List<RecalledMessage> said = new ArrayList<>();
    messages.forEach((conversation, places) -> read(recall, conversation, places, said));
    List<Passage> passages =
        request.passages().stream()
            .flatMap(
                id -> desk.place().memory().archival(desk.place().owner().name()).find(id).stream())
            .toList();
    return new NamedTexts(messages, said, waiting(desk, messages), passages);
  }

  private static void addSaid(
      ForgetRequest.Span span, RecallMemory recall, SortedMap<String, SortedSet<Long>> messages) {
    SearchResult<RecalledMessage> found = recall.between(span.since(), span.until(), Set.of());
    List<SearchHit<RecalledMessage>> hits = found.page(0, PAGE);
    for (int page = 1; !hits.isEmpty(); page++) {
      for (SearchHit<RecalledMessage> hit : hits) {
        messages
            .computeIfAbsent(hit.item().conversation(), any -> new TreeSet<>())
            .add(hit.item().sequence());
      }
      hits = found.page(page, PAGE);
    }
  }

  private static void read(
      RecallMemory recall,
      String conversation,
      SortedSet<Long> places,
      List<RecalledMessage> said) {
    SortedSet<Long> left = places;
    while (!left.isEmpty()) {
      long from = left.first();
      int limit = (int) Math.min(PAGE, left.last() - from + 1);
      recall.list(conversation, from, limit).stream()
          .filter(message -> places.contains(message.sequence()))
          .forEach(said::add);
      left = left.tailSet(from + limit);
    }
  }

  private static List<String> waiting(Desk desk, SortedMap<String, SortedSet<Long>> messages) {
    Set<Long> named = messages.getOrDefault(desk.place().conversation(), new TreeSet<>());
    return desk.log().entries().stream()
        .filter(entry -> entry.recalled() && named.contains(entry.position().sequence()))
        .map(LogEntry::stored)
        .map(stored -> stored.spoken())
        .toList();
  }

  /** Returns these texts except of conversations that are left out. */
  NamedTexts without(Set<String> conversations) {
    SortedMap<String, SortedSet<Long>> kept = new TreeMap<>(messages);
    kept.keySet().removeAll(conversations);
    List<RecalledMessage> keptSaid =
        said.stream().filter(message -> !conversations.contains(message.conversation())).toList();
    return new NamedTexts(kept, keptSaid, waiting, passages);
  }

  /** Returns the places named of a conversation. */
  SortedSet<Long> places(String conversation) {
    return messages.getOrDefault(conversation, new TreeSet<>());
  }

  /** Returns all texts, each once. */
  List<String> texts() {
    return Stream.of(
            said.stream().map(RecalledMessage::text),
            waiting.stream(),
            passages.stream().map(Passage::text))
        .flatMap(some -> some)
        .distinct()
        .toList();
  }
}
