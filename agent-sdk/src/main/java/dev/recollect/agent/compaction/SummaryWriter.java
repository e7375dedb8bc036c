package dev.recollect.agent.compaction;

import dev.recollect.agent.compaction.Condenser.Condensed;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Writes summary records into archival memory. Thread-safe. */
final class SummaryWriter {

  private final ArchivalMemory archive;
  private final Condenser condenser;
  private final ZoneId zone;

  SummaryWriter(ArchivalMemory archive, Condenser condenser, ZoneId zone) {
    this.archive = archive;
    this.condenser = condenser;
    this.zone = zone;
  }

  /**
   * Writes the record of messages, in place of one of the same id; without messages, or where they
   * are too few for a summary, there is none of that id afterwards.
   *
   * @param said what it stands for, in order
   */
  Optional<Condensed> write(
      String id, List<RecalledMessage> said, double share, CallOptions options) {
    Optional<Condensed> summary =
        said.isEmpty()
            ? Optional.empty()
            : condenser.condense(
                said.stream().map(RecalledMessage::message).toList(), share, options);
    summary.ifPresentOrElse(
        text -> archive.insert(List.of(SummaryRecord.passage(id, said, text, zone))),
        () -> archive.delete(List.of(id)));
    return summary;
  }
}
