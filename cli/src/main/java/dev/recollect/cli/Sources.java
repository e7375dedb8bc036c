package dev.recollect.cli;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says where a found text comes from. */
final class Sources {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Sources() {}

  /** Returns who said a message, or that a passage was filed. */
  static String of(MemoryItem item) {
    return switch (item) {
      case Passage passage -> passage.metadata().text("source").orElse("archival memory");
      case RecalledMessage recalled ->
          recalled
              .message()
              .name()
              .orElse(recalled.message().role().name().toLowerCase(Locale.ROOT));
    };
  }

  /** Returns when it was said or filed, in the zone of this machine. */
  static String dated(MemoryItem item) {
    return DATE.format(item.occurredAt().atZone(ZoneId.systemDefault()));
  }
}
