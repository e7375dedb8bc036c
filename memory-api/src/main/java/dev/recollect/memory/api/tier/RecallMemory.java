package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.value.AsyncCall;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Every message of an owner's conversations, searchable by text and meaning, listable by date.
 *
 * <p>System and tool messages are kept out. Thread-safe.
 */
public interface RecallMemory {

  /**
   * Writes messages at the end of a conversation.
   *
   * @param conversation id of the conversation, made at the first write; at most 128 bytes
   * @param messages of the roles USER and ASSISTANT, in order, with text
   * @return the messages with their places
   * @throws dev.recollect.memory.api.error.MemoryException INVALID, LIMIT, UNAVAILABLE
   */
  List<RecalledMessage> append(String conversation, List<Message> messages);

  /** Returns the best matches of a query over all conversations of the owner. */
  SearchResult<RecalledMessage> search(SearchQuery query);

  /**
   * Searches on another thread; this returns at once.
   *
   * @return completes as {@link #search(SearchQuery)} returns or throws; cancelling its {@code
   *     toCompletableFuture()} cancels the search
   */
  default CompletionStage<SearchResult<RecalledMessage>> searchAsync(SearchQuery query) {
    return AsyncCall.start(query.options(), own -> search(query.withOptions(own)));
  }

  /** Returns the best matches of a text, at most {@code topK} (1 to 100). */
  default SearchResult<RecalledMessage> search(String text, int topK) {
    return search(SearchQuery.builder(text).topK(topK).build());
  }

  /**
   * Returns the messages said in a span of time, oldest first, ten at once.
   *
   * @param since earliest time, inclusive
   * @param until latest time, exclusive
   * @param roles the roles wanted; empty for all
   */
  SearchResult<RecalledMessage> between(Instant since, Instant until, Set<Role> roles);

  /**
   * Returns messages of a conversation in order.
   *
   * @param conversation id of the conversation
   * @param from the first place wanted, from 1
   * @param limit how many places to look at, 1 to 1,000; places without a message are left out
   */
  List<RecalledMessage> list(String conversation, long from, int limit);

  /**
   * Deletes messages of a conversation for good. Each is found by no search any more, and the
   * messages said soon after it, whose vectors were made in its context, are written anew with what
   * is still there before them; nothing else of these changes. Places keep their numbers, and no
   * later message takes a deleted one as its context.
   *
   * <p>Idempotent: places without a message are passed over. A call that failed half way is
   * completed by repeating it with the same places, also where the messages themselves are gone by
   * then. Calls of one process wait for each other; nothing else should write to the conversation
   * meanwhile, as what is written at that very moment may still take a message that is going as its
   * context. Of an agent's conversation use the agent's own way of forgetting: the agent keeps its
   * recent messages outside of recall memory too, and would write them again.
   *
   * <p>The bytes of what was deleted may stay in the store's files until it is compacted.
   *
   * @param conversation id of the conversation
   * @param sequences the places of the messages, each 1 or more; any number
   * @return how many of these messages there were
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND if there is no such owner,
   *     INVALID for a place below 1, UNAVAILABLE; when the outcome is Unknown, some messages may be
   *     gone and some contexts not yet renewed: repeat the call
   */
  long delete(String conversation, Collection<Long> sequences);

  /** Returns how many messages there are. */
  long count();
}
