package dev.recollect.model.openai;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure of one attempt, before it is decided whether there is another. Stays in this package.
 */
final class ServerFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final MemoryException error;
  private final boolean passing;
  private final transient @Nullable Refusal refusal;

  /**
   * Creates a fault.
   *
   * @param error what the caller is told if there is no other attempt
   * @param passing whether another attempt may succeed
   * @param refusal what the server said, or null if it did not get that far
   */
  ServerFault(MemoryException error, boolean passing, @Nullable Refusal refusal) {
    super(error.getMessage(), error, false, false);
    this.error = error;
    this.passing = passing;
    this.refusal = refusal;
  }

  MemoryException error() {
    return error;
  }

  boolean passing() {
    return passing;
  }

  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Returns how long the server asks to wait. */
  Optional<Duration> pause() {
    return refusal().flatMap(Refusal::retryAfter);
  }
}
