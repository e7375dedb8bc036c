package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;
import java.util.regex.Pattern;

/**
 * A labelled text that stands in every prompt of an agent. Immutable.
 *
 * @param label 1 to 64 characters of lower-case letters, digits and {@code _}
 * @param value the text, at most {@code limit} of its unit, and never more than {@link
 *     #LARGEST_LIMIT} characters
 * @param description what belongs into the block, for the model; may be empty
 * @param limit how long the text may be, 1 to {@link #LARGEST_LIMIT}
 * @param unit what the limit counts. Characters are counted here; tokens only where a model is at
 *     hand, see {@link LimitUnit#TOKENS}
 * @param readOnly whether the model may not change it
 * @param shared whether it is a {@linkplain SharedBlocks shared block} that an owner has attached;
 *     told where blocks of an owner are read, and not looked at where they are written
 * @param version grows with each change; 0 for a block that is not stored yet
 */
public record MemoryBlock(
    String label,
    String value,
    String description,
    int limit,
    LimitUnit unit,
    boolean readOnly,
    boolean shared,
    long version) {

  /** The default limit, in characters. */
  public static final int DEFAULT_LIMIT = 5_000;

  /** The largest limit, and the most characters of any block. */
  public static final int LARGEST_LIMIT = 100_000;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]{1,64}");

  /** Checks label, limit and length. */
  public MemoryBlock {
    requireLabel(label);
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw MemoryException.invalid(
          "limit of block '" + label + "' is " + limit + "; it must be 1 to " + LARGEST_LIMIT);
    }
    Texts.requireStorable("block '" + label + "'", value, 4 * LARGEST_LIMIT);
    Texts.requireStorable("description of block '" + label + "'", description, 4_096);
    int length = value.codePointCount(0, value.length());
    int most = unit == LimitUnit.CHARACTERS ? limit : LARGEST_LIMIT;
    if (length > most) {
      throw MemoryException.limit(
          "Edit failed: block '"
              + label
              + "' would have "
              + length
              + " characters and may have "
              + most
              + ". Condense it, or move details to archival memory.");
    }
  }

  /** Creates a block of an owner's own with a limit in characters. */
  public MemoryBlock(
      String label, String value, String description, int limit, boolean readOnly, long version) {
    this(label, value, description, limit, LimitUnit.CHARACTERS, readOnly, false, version);
  }

  /**
   * Returns a text if it can be the label of a block.
   *
   * @throws MemoryException INVALID
   */
  public static String requireLabel(String label) {
    if (!LABEL.matcher(label).matches()) {
      throw MemoryException.invalid(
          "block label '" + label + "' must be 1 to 64 lower-case letters, digits or _");
    }
    return label;
  }

  /** Returns a block with the default limit that the model may change. */
  public static MemoryBlock of(String label, String value) {
    return new MemoryBlock(label, value, "", DEFAULT_LIMIT, false, 0);
  }

  /** Returns this block with another text. */
  public MemoryBlock withValue(String newValue) {
    return new MemoryBlock(label, newValue, description, limit, unit, readOnly, shared, version);
  }

  /** Returns this block with a description. */
  public MemoryBlock withDescription(String newDescription) {
    return new MemoryBlock(label, value, newDescription, limit, unit, readOnly, shared, version);
  }

  /** Returns this block with another limit, in characters. */
  public MemoryBlock withLimit(int newLimit) {
    return withLimit(newLimit, LimitUnit.CHARACTERS);
  }

  /** Returns this block with another limit. */
  public MemoryBlock withLimit(int newLimit, LimitUnit newUnit) {
    return new MemoryBlock(label, value, description, newLimit, newUnit, readOnly, shared, version);
  }

  /** Returns this block closed to the model, or opened. */
  public MemoryBlock withReadOnly(boolean newReadOnly) {
    return new MemoryBlock(label, value, description, limit, unit, newReadOnly, shared, version);
  }

  /** Returns this block as one that an owner shares with others, or as its own. */
  public MemoryBlock withShared(boolean newShared) {
    return new MemoryBlock(label, value, description, limit, unit, readOnly, newShared, version);
  }

  /** Returns this block at a version. */
  public MemoryBlock withVersion(long newVersion) {
    return new MemoryBlock(label, value, description, limit, unit, readOnly, shared, newVersion);
  }

  /** Returns the length of the text in characters. */
  public int length() {
    return value.codePointCount(0, value.length());
  }
}
