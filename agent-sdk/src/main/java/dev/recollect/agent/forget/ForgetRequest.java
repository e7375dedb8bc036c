package dev.recollect.agent.forget;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which messages and passages an agent is to forget, and what happens to its blocks. Immutable.
 *
 * <p>What follows from them is forgotten with them, without being named: see {@link ForgetReport}.
 */
public final class ForgetRequest {

  private final SortedMap<String, SortedSet<Long>> messages;
  private final SortedSet<String> passages;
  private final List<Span> spans;
  private final Blocks blocks;

  /** What happens to the blocks of core memory. */
  public enum Blocks {
    /** None is changed. */
    KEPT,
    /** Those that the model may change are rewritten. */
    REWRITTEN,
    /** All are rewritten, read-only ones too. */
    REWRITTEN_ALSO_READ_ONLY
  }

  /**
   * A span of time.
   *
   * @param since from when on, inclusive
   * @param until until when, exclusive
   */
  public record Span(Instant since, Instant until) {
    /** Checks the order. */
    public Span {
      Moments.requireStorable("the beginning of the span", since);
      Moments.requireStorable("the end of the span", until);
      if (since.isAfter(until)) {
        throw MemoryException.invalid(
            "the span of time ends (" + until + ") before it begins (" + since + "); swap the two");
      }
    }
  }

  private ForgetRequest(
      SortedMap<String, SortedSet<Long>> messages,
      SortedSet<String> passages,
      List<Span> spans,
      Blocks blocks) {
    this.messages = Collections.unmodifiableSortedMap(messages);
    this.passages = Collections.unmodifiableSortedSet(passages);
    this.spans = List.copyOf(spans);
    this.blocks = blocks;
  }

  /**
   * Returns the request to forget messages, of whatever conversations of the agent.
   *
   * @param ids each {@code conversation/sequence}, as {@code RecalledMessage.id()} has it; those of
   *     no message are passed over
   * @throws MemoryException INVALID for an id of another form
   */
  public static ForgetRequest messages(Collection<String> ids) {
    SortedMap<String, SortedSet<Long>> places = new TreeMap<>();
    for (String id : ids) {
      int slash = id.lastIndexOf('/');
      String conversation = slash < 1 ? "" : id.substring(0, slash);
      places
          .computeIfAbsent(conversation, any -> new TreeSet<>())
          .add(sequence(id, conversation, id.substring(slash + 1)));
    }
    return new ForgetRequest(places, new TreeSet<>(), List.of(), Blocks.REWRITTEN);
  }

  private static long sequence(String id, String conversation, String number) {
    boolean digits = number.matches("[1-9][0-9]{0,17}");
    if (conversation.isEmpty() || !digits) {
      throw MemoryException.invalid(
          "'" + id + "' is no id of a message; it is CONVERSATION/SEQUENCE, as a search tells it");
    }
    return Long.parseLong(number);
  }

  /**
   * Returns the request to forget passages of the agent's own.
   *
   * @param ids those of no passage are passed over
   */
  public static ForgetRequest passages(Collection<String> ids) {
    return new ForgetRequest(new TreeMap<>(), new TreeSet<>(ids), List.of(), Blocks.REWRITTEN);
  }

  /**
   * Returns the request to forget all that was said in a span of time, in all conversations.
   *
   * @param since earliest time, inclusive
   * @param until latest time, exclusive
   * @throws MemoryException INVALID if it ends before it begins
   */
  public static ForgetRequest saidBetween(Instant since, Instant until) {
    List<Span> spans = List.of(new Span(since, until));
    return new ForgetRequest(new TreeMap<>(), new TreeSet<>(), spans, Blocks.REWRITTEN);
  }

  /** Returns the request to forget what was picked of what a search found. */
  public static ForgetRequest of(Collection<Forgettable> picked) {
    return messages(ids(picked, Forgettable.Kind.MESSAGE))
        .and(passages(ids(picked, Forgettable.Kind.PASSAGE)));
  }

  private static List<String> ids(Collection<Forgettable> picked, Forgettable.Kind kind) {
    return picked.stream().filter(one -> one.kind() == kind).map(Forgettable::id).toList();
  }

  /** Returns the request to forget what either asks for, with the blocks as this one says. */
  public ForgetRequest and(ForgetRequest other) {
    SortedMap<String, SortedSet<Long>> both = new TreeMap<>();
    List.of(this, other)
        .forEach(one ->
            one.messages.forEach((conversation, places) ->
                both.computeIfAbsent(conversation, any -> new TreeSet<>()).addAll(places)));
    SortedSet<String> ids = new TreeSet<>(passages);
    ids.addAll(other.passages);
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    return new ForgetRequest(both, ids, all, blocks);
  }

  /** Returns this request with another treatment of blocks; {@link Blocks#REWRITTEN} at first. */
  public ForgetRequest with(Blocks value) {
    return new ForgetRequest(messages, passages, spans, value);
  }

  /** Returns the places of messages by conversation. */
  public SortedMap<String, SortedSet<Long>> messages() {
    return messages;
  }

  /** Returns the ids of passages. */
  public SortedSet<String> passages() {
    return passages;
  }

  /** Returns the spans of time of which all messages go. */
  public List<Span> spans() {
    return spans;
  }

  /** Returns what happens to the blocks. */
  public Blocks blocks() {
    return blocks;
  }

  @Override
  public String toString() {
    return "ForgetRequest[messages=" + messages + ", passages=" + passages + ", " + spans + "]";
  }
}
