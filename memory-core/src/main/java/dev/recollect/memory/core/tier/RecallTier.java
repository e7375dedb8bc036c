package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.Searcher;
import dev.recollect.memory.core.search.WholeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The messages of one owner's conversations over a collection. Thread-safe.
 *
 * <p>A message is a record, or several if it is longer than the embedding model reads at once, with
 * the id {@code conversation/sequence}; what is embedded and analysed is its text behind the
 * speaker's name, once alone and once in the context of the two messages before it.
 */
public final class RecallTier implements RecallMemory {

  private static final int CONVERSATION_BYTES = 128;
  private static final int LIST_PLACES = 1_000;

  private final IndexedCollection collection;
  private final OwnerNamespaces namespaces;
  private final OwnerHandle owner;
  private final SequenceReservation sequences;
  private final Searcher searcher;
  private final WholeReader reader;

  /**
   * Creates the recall memory of an owner who need not exist yet.
   *
   * @param collection opened with {@link CollectionSpecs#recall}
   * @param namespaces where messages lie
   * @param owner looked up when first needed
   * @param sequences gives places to appended messages
   */
  public RecallTier(
      IndexedCollection collection,
      OwnerNamespaces namespaces,
      OwnerHandle owner,
      SequenceReservation sequences) {
    this.collection = collection;
    this.namespaces = namespaces;
    this.owner = owner;
    this.sequences = sequences;
    this.searcher = new Searcher(collection);
    this.reader = new WholeReader(collection.records());
  }

  @Override
  public List<RecalledMessage> append(String conversation, List<Message> messages) {
    Texts.requireNonEmpty("id of the conversation", conversation, CONVERSATION_BYTES);
    messages.forEach(RecallTier::requireBelongs);
    if (messages.isEmpty()) {
      return List.of();
    }
    CallOptions options = CallOptions.none();
    Owner existing = owner.orCreate();
    long first = sequences.reserve(existing, conversation, messages.size(), options);
    List<RecalledMessage> placed = new ArrayList<>();
    for (Message message : messages) {
      placed.add(new RecalledMessage(conversation, first + placed.size(), message));
    }
    project(existing, placed, options);
    return List.copyOf(placed);
  }

  private static void requireBelongs(Message message) {
    if (!MessageRecords.belongs(message)) {
      String what = message.text().isBlank() ? "without text" : "of the role " + message.role();
      throw MemoryException.invalid(
          "a message " + what + " cannot be appended; USER and ASSISTANT messages with text can");
    }
  }

  /**
   * Embeds and writes messages whose places are known; writing the same ones again changes nothing.
   * Messages of other roles, and those without text, are left out.
   *
   * @param of who said or heard them
   * @param messages in order
   */
  public void project(Owner of, List<RecalledMessage> messages) {
    project(of, messages, CallOptions.none());
  }

  /** As {@link #project(Owner, List)}, with deadline and cancellation. */
  public void project(Owner of, List<RecalledMessage> messages, CallOptions options) {
    List<RecalledMessage> kept =
        messages.stream().filter(recalled -> MessageRecords.belongs(recalled.message())).toList();
    Namespace namespace = namespace(of);
    collection.write(new MessageDrafts(collection).of(namespace, kept, options), options);
  }

  @Override
  public SearchResult<RecalledMessage> search(SearchQuery query) {
    return collection
        .events()
        .search(namespaces.tenant(), SearchEvent.Tier.RECALL, owner.name(), query, this::found);
  }

  private SearchResult<RecalledMessage> found(SearchQuery query) {
    return searcher
        .rank(Set.of(namespace(owner.existing())), query, SearchConditions.of(query, query.roles()))
        .result(query.topK(), MessageRecords::message, query.options());
  }

  @Override
  public SearchResult<RecalledMessage> between(Instant since, Instant until, Set<Role> roles) {
    return new MessagesByDate(collection.records(), namespace(owner.existing()))
        .find(SearchConditions.between(since, until, roles));
  }

  @Override
  public List<RecalledMessage> list(String conversation, long from, int limit) {
    if (from < 1 || limit < 1 || limit > LIST_PLACES) {
      throw MemoryException.invalid(
          "from is " + from + " and limit " + limit + "; from is 1 or more, limit 1 to 1,000");
    }
    List<String> ids = new ArrayList<>();
    for (long place = from; place < from + limit; place++) {
      ids.add(MessageRecords.id(conversation, place));
    }
    return reader
        .read(namespace(owner.existing()), ids, Projection.CONTENT, CallOptions.none())
        .values()
        .stream()
        .map(MessageRecords::message)
        .toList();
  }

  @Override
  public long delete(String conversation, Collection<Long> sequences) {
    return delete(conversation, sequences, CallOptions.none());
  }

  /** As {@link #delete(String, Collection)}, with deadline and cancellation. */
  public long delete(String conversation, Collection<Long> sequences, CallOptions options) {
    Texts.requireNonEmpty("id of the conversation", conversation, CONVERSATION_BYTES);
    Namespace namespace = namespace(owner.existing());
    return collection.rewriting(
        () -> new MessageDeletion(collection, namespace, conversation, options).delete(sequences));
  }

  @Override
  public long count() {
    return collection
        .records()
        .count(
            Set.of(namespace(owner.existing())), SearchConditions.firstParts(), CallOptions.none());
  }

  private Namespace namespace(Owner of) {
    return namespaces.recall(of);
  }
}
