package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Typed key-value data of a record: at most {@link Limits#PAYLOAD_BYTES} bytes, keys of 1 to 64
 * characters {@code [A-Za-z][A-Za-z0-9_]*} that are no {@linkplain ReservedField reserved field}.
 */
public final class Payload {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Payload EMPTY = new Payload(Map.of());

  private final Map<String, PayloadValue> values;

  private Payload(Map<String, PayloadValue> given) {
    TreeMap<String, PayloadValue> sorted = new TreeMap<>(given);
    long bytes = 0;
    for (Map.Entry<String, PayloadValue> entry : sorted.entrySet()) {
      bytes += requireKey(entry.getKey()).length() + (long) entry.getValue().bytes();
    }
    if (bytes > Limits.PAYLOAD_BYTES) {
      throw MemoryException.limit(
          "payload has " + bytes + " bytes; at most " + Limits.PAYLOAD_BYTES + " are allowed");
    }
    this.values = Collections.unmodifiableMap(sorted);
  }

  /** Returns a payload without keys. */
  public static Payload empty() {
    return EMPTY;
  }

  /**
   * Returns a payload of the given values.
   *
   * @throws MemoryException INVALID for a key that is not allowed, LIMIT if it is too large
   */
  public static Payload of(Map<String, PayloadValue> values) {
    return new Payload(values);
  }

  /** Returns a new builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the key if payloads may have it.
   *
   * @throws MemoryException INVALID if not
   */
  public static String requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw MemoryException.invalid(
          "payload key '" + key + "' must be a letter and at most 63 letters, digits or _");
    }
    if (ReservedField.named(key).isPresent()) {
      throw MemoryException.invalid("payload key '" + key + "' is reserved; choose another name");
    }
    return key;
  }

  /** Returns the value of a key, if present. */
  public Optional<PayloadValue> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Returns the text of a key, if it is present and a text. */
  public Optional<String> text(String key) {
    return values.get(key) instanceof PayloadValue.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Returns all values, sorted by key; unmodifiable. */
  public Map<String, PayloadValue> values() {
    return values;
  }

  /** Returns a builder that holds these values. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.values.putAll(values);
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Collects the values of a {@link Payload}. Not thread-safe. */
  public static final class Builder {
    private final TreeMap<String, PayloadValue> values = new TreeMap<>();

    private Builder() {}

    /** Sets a value, replacing one that the key had. */
    public Builder put(String key, PayloadValue value) {
      values.put(key, value);
      return this;
    }

    /** Sets a text. */
    public Builder put(String key, String value) {
      return put(key, PayloadValue.of(value));
    }

    /** Sets an integer. */
    public Builder put(String key, long value) {
      return put(key, PayloadValue.of(value));
    }

    /** Sets a finite double. */
    public Builder put(String key, double value) {
      return put(key, PayloadValue.of(value));
    }

    /** Sets a boolean. */
    public Builder put(String key, boolean value) {
      return put(key, PayloadValue.of(value));
    }

    /** Sets an instant. */
    public Builder put(String key, Instant value) {
      return put(key, PayloadValue.of(value));
    }

    /** Sets a list of text. */
    public Builder put(String key, List<String> value) {
      return put(key, PayloadValue.of(value));
    }

    /** Removes a key, if present. */
    public Builder remove(String key) {
      values.remove(key);
      return this;
    }

    /**
     * Returns the payload.
     *
     * @throws MemoryException as {@link Payload#of}
     */
    public Payload build() {
      return new Payload(values);
    }
  }
}
