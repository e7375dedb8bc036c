package dev.recollect.agent.forget;

import java.util.ArrayList;
import java.util.List;

/**
 * What forgetting has changed, and what remains doubtful. Immutable. It never holds a text that was
 * forgotten.
 */
public final class ForgetReport {

  private final long messages;
  private final long passages;
  private final long derived;
  private final long places;
  private final long answers;
  private final long events;
  private final List<String> summaries;
  private final List<String> blocks;
  private final List<Doubt> doubts;

  private ForgetReport(Builder builder) {
    this.messages = builder.messages;
    this.passages = builder.passages;
    this.derived = builder.derived;
    this.places = builder.places;
    this.answers = builder.answers;
    this.events = builder.events;
    this.summaries = List.copyOf(builder.summaries);
    this.blocks = List.copyOf(builder.blocks);
    this.doubts = List.copyOf(builder.doubts);
  }

  /**
   * Something that may still tell of what was forgotten, and was not asked for by its id.
   *
   * @param kind what it is
   * @param id of the message or passage, label of the block, or id of the conversation
   * @param reason why it stays
   */
  public record Doubt(Kind kind, String id, String reason) {
    /** What may still tell of it. */
    public enum Kind {
      /** A message in recall memory. */
      MESSAGE,
      /** A passage, of the agent's own or of an attached source. */
      PASSAGE,
      /** A block of core memory. */
      BLOCK,
      /** The summary of a conversation. */
      SUMMARY,
      /** A conversation that was in a turn, so that nothing of it was changed. */
      CONVERSATION
    }
  }

  /** Returns a builder of a report of nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many of the messages asked for there were in recall memory. */
  public long messages() {
    return messages;
  }

  /** Returns how many of the passages asked for there were. */
  public long passages() {
    return passages;
  }

  /** Returns how many passages went that follow from the messages: facts, parts of long texts. */
  public long derivedPassages() {
    return derived;
  }

  /** Returns how many messages, calls and results in windows were removed or blanked. */
  public long windowMessages() {
    return places;
  }

  /** Returns how many recorded answers to request ids were blanked. */
  public long answers() {
    return answers;
  }

  /** Returns how many events that waited for a turn were removed. */
  public long events() {
    return events;
  }

  /** Returns the conversations whose summary was written anew or removed. */
  public List<String> summaries() {
    return summaries;
  }

  /** Returns the labels of the blocks that were rewritten. */
  public List<String> blocks() {
    return blocks;
  }

  /** Returns what may still tell of it. */
  public List<Doubt> doubts() {
    return doubts;
  }

  /** Returns this report and a later one as one; the doubts are those of both. */
  public ForgetReport plus(ForgetReport later) {
    Builder sum = new Builder();
    List.of(this, later).forEach(sum::add);
    return sum.build();
  }

  @Override
  public String toString() {
    return "ForgetReport[messages="
        + messages
        + ", passages="
        + passages
        + ", derivedPassages="
        + derived
        + ", windowMessages="
        + places
        + ", answers="
        + answers
        + ", events="
        + events
        + ", summaries="
        + summaries
        + ", blocks="
        + blocks
        + ", doubts="
        + doubts
        + "]";
  }

  /** Collects what forgetting changes. Not thread-safe. */
  public static final class Builder {
    private long messages;
    private long passages;
    private long derived;
    private long places;
    private long answers;
    private long events;
    private final List<String> summaries = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();

    private Builder() {}

    private void add(ForgetReport report) {
      messages += report.messages;
      passages += report.passages;
      derived += report.derived;
      places += report.places;
      answers += report.answers;
      events += report.events;
      addNew(summaries, report.summaries);
      addNew(blocks, report.blocks);
      addNew(doubts, report.doubts);
    }

    private static <T> void addNew(List<T> known, List<T> more) {
      more.stream().filter(one -> !known.contains(one)).forEach(known::add);
    }

    /** Adds messages of recall memory. */
    public Builder messages(long count) {
      messages += count;
      return this;
    }

    /** Adds passages that were asked for. */
    public Builder passages(long count) {
      passages += count;
      return this;
    }

    /** Adds passages that followed from messages. */
    public Builder derivedPassages(long count) {
      derived += count;
      return this;
    }

    /** Adds messages of windows. */
    public Builder windowMessages(long count) {
      places += count;
      return this;
    }

    /** Adds recorded answers. */
    public Builder answers(long count) {
      answers += count;
      return this;
    }

    /** Adds events. */
    public Builder events(long count) {
      events += count;
      return this;
    }

    /** Adds a conversation whose summary was written anew. */
    public Builder summary(String conversation) {
      summaries.add(conversation);
      return this;
    }

    /** Adds a block that was rewritten. */
    public Builder block(String label) {
      blocks.add(label);
      return this;
    }

    /** Adds something that may still tell of it; twice is once. */
    public Builder doubt(Doubt.Kind kind, String id, String reason) {
      addNew(doubts, List.of(new Doubt(kind, id, reason)));
      return this;
    }

    /** Returns the report. */
    public ForgetReport build() {
      return new ForgetReport(this);
    }
  }
}
