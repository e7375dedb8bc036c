package dev.recollect.cli;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says where a found text comes from. */
final class Origins {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Origins() {}

  /** Returns who said a message, which document a passage stands in, or that it was filed. */
  static String of(MemoryItem item) {
    return switch (item) {
      case Passage passage ->
          passage
              .origin()
              .map(origin -> origin + " (" + source(passage) + ")")
              .orElseGet(() -> source(passage));
      case RecalledMessage recalled -> speaker(recalled);
    };
  }

  /** Returns who said a message, or the name of the source that a passage lies in. */
  static String source(MemoryItem item) {
    return switch (item) {
      case Passage passage -> passage.metadata().text(Passage.SOURCE).orElse("archival memory");
      case RecalledMessage recalled -> speaker(recalled);
    };
  }

  private static String speaker(RecalledMessage recalled) {
    return recalled
        .message()
        .name()
        .orElse(recalled.message().role().name().toLowerCase(Locale.ROOT));
  }

  /** Returns when it was said or filed, in the zone of this machine. */
  static String dated(MemoryItem item) {
    return DATE.format(item.occurredAt().atZone(ZoneId.systemDefault()));
  }
}
