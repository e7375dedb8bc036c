package dev.recollect.examples.recall;

import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person said and what the agent answered; at least one of the two.
 *
 * @param said what the person said, or null if it is not there
 * @param answered what the agent answered, or null if it is not there
 */
record Exchange(@Nullable RecalledMessage said, @Nullable RecalledMessage answered) {

  Exchange {
    if (said == null && answered == null) {
      throw new IllegalArgumentException("an exchange has a message at least");
    }
  }

  /** Returns the message that came first. */
  RecalledMessage first() {
    return said == null ? Objects.requireNonNull(answered) : said;
  }

  Instant when() {
    return first().occurredAt();
  }
}
