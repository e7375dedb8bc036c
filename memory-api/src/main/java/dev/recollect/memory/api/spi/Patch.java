package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change to a record that leaves text and vectors alone. Immutable. */
public final class Patch {

  private final Map<String, PayloadValue> set;
  private final Set<String> removed;
  private final @Nullable Instant validFrom;
  private final @Nullable Instant validTo;

  private Patch(
      Map<String, PayloadValue> set,
      Set<String> removed,
      @Nullable Instant validFrom,
      @Nullable Instant validTo) {
    this.set = Map.copyOf(set);
    this.removed = Set.copyOf(removed);
    this.validFrom = validFrom;
    this.validTo = validTo;
  }

  /** Returns a change that sets payload keys; other keys stay. */
  public static Patch set(Payload payload) {
    return new Patch(payload.values(), Set.of(), null, null);
  }

  /** Returns a change that removes payload keys. */
  public static Patch remove(Set<String> keys) {
    return new Patch(Map.of(), keys, null, null);
  }

  /** Returns this change, which also sets from when on the text is true. */
  public Patch withValidFrom(Instant value) {
    return new Patch(set, removed, Moments.requireStorable("validFrom", value), validTo);
  }

  /** Returns this change, which also sets until when the text was true. */
  public Patch withValidTo(Instant value) {
    return new Patch(set, removed, validFrom, Moments.requireStorable("validTo", value));
  }

  /** Returns the payload values to set. */
  public Map<String, PayloadValue> set() {
    return set;
  }

  /** Returns the payload keys to remove. */
  public Set<String> removed() {
    return removed;
  }

  /** Returns the new start of validity, if it changes. */
  public Optional<Instant> validFrom() {
    return Optional.ofNullable(validFrom);
  }

  /** Returns the new end of validity, if it changes. */
  public Optional<Instant> validTo() {
    return Optional.ofNullable(validTo);
  }

  /**
   * Returns a record with this change.
   *
   * @throws dev.recollect.memory.api.error.MemoryException LIMIT if the payload grows too large
   */
  public MemoryRecord applyTo(MemoryRecord record) {
    Payload.Builder payload = record.payload().toBuilder();
    removed.forEach(payload::remove);
    set.forEach(payload::put);
    MemoryRecord.Builder changed = record.toBuilder().payload(payload.build());
    validFrom().ifPresent(changed::validFrom);
    validTo().ifPresent(changed::validTo);
    return changed.build();
  }
}
