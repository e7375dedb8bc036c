package dev.recollect.agent.compaction;

import dev.recollect.agent.fact.FactKeys;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A passage of archival memory that stands for exchanges of a conversation.
 *
 * @param id id of the passage
 * @param conversation id of the conversation
 * @param sequences the places of the messages that it stands for, in order
 * @param since when the first of them was said
 * @param until when the last of them was said
 * @param text the summary
 * @param written whether a model wrote it; otherwise it consists of extracts
 */
public record SummaryRecord(
    String id,
    String conversation,
    List<Long> sequences,
    Instant since,
    Instant until,
    String text,
    boolean written) {

  /** Copies the places. */
  public SummaryRecord {
    sequences = List.copyOf(sequences);
  }

  /** Returns the summary record that a passage is; empty if it is none. */
  public static Optional<SummaryRecord> of(Passage passage) {
    Payload metadata = passage.metadata();
    Optional<String> conversation = metadata.text(SummaryKeys.CONVERSATION);
    Optional<String> sequences = metadata.text(SummaryKeys.SEQUENCES);
    return conversation.isEmpty() || sequences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SummaryRecord(
                passage.id(),
                conversation.get(),
                Sequences.read(sequences.get()),
                instant(metadata, SummaryKeys.SINCE, passage.occurredAt()),
                instant(metadata, SummaryKeys.UNTIL, passage.occurredAt()),
                passage.text(),
                metadata.get(SummaryKeys.WRITTEN).orElse(null)
                        instanceof PayloadValue.Bool(boolean byModel)
                    && byModel));
  }

  private static Instant instant(Payload metadata, String key, Instant otherwise) {
    return metadata.get(key).orElse(null) instanceof PayloadValue.Moment(Instant moment)
        ? moment
        : otherwise;
  }

  /** Returns the passage of a summary of messages. */
  static NewPassage passage(
      String id, List<RecalledMessage> said, Condenser.Condensed summary, ZoneId zone) {
    Instant since = said.getFirst().occurredAt();
    Instant until = said.getLast().occurredAt();
    List<Long> sequences = said.stream().map(RecalledMessage::sequence).toList();
    Payload metadata =
        Payload.builder()
            .put("tags", List.of(SummaryKeys.SUMMARY_TAG))
            .put(
                Passage.FILE,
                origin(since.atZone(zone).toLocalDate(), until.atZone(zone).toLocalDate()))
            .put(SummaryKeys.CONVERSATION, said.getFirst().conversation())
            .put(SummaryKeys.FIRST, sequences.getFirst())
            .put(SummaryKeys.LAST, sequences.getLast())
            .put(SummaryKeys.SEQUENCES, Sequences.write(sequences))
            .put(SummaryKeys.SINCE, since)
            .put(SummaryKeys.UNTIL, until)
            .put(SummaryKeys.WRITTEN, summary.written())
            // A summary is no fact that a newer one supersedes as a whole.
            .put(FactKeys.SENTENCES, List.of())
            .build();
    return NewPassage.of(summary.text()).withId(id).withOccurredAt(until).withMetadata(metadata);
  }

  /** What tells the model, and people, where the text comes from. */
  private static String origin(LocalDate since, LocalDate until) {
    return since.equals(until)
        ? "summary of what was said on " + since
        : "summary of what was said from " + since + " to " + until;
  }
}
