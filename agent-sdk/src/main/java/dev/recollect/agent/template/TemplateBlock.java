package dev.recollect.agent.template;

import dev.recollect.memory.api.tier.MemoryBlock;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A block of core memory as a template has it. Immutable.
 *
 * @param label its name, 1 to 64 lower-case letters, digits or {@code _}
 * @param value its text
 * @param description what the model is told it is for; empty for ours, which {@code persona} and
 *     {@code human} have
 * @param limit most characters, or null for what {@code memory.block.limit} says
 * @param readOnly whether it is closed to the model
 */
public record TemplateBlock(
    String label, String value, String description, @Nullable Integer limit, boolean readOnly) {

  /**
   * Checks the parts.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT for what no block can
   *     be
   */
  public TemplateBlock {
    int most = limit == null ? MemoryBlock.LARGEST_LIMIT : limit;
    var unused = new MemoryBlock(label, value, description, most, readOnly, 0);
  }

  /** Returns a block of a text that the model may change, of the size that is configured. */
  public static TemplateBlock of(String label, String value) {
    return new TemplateBlock(label, value, "", null, false);
  }

  /** Returns a block as an agent has it. */
  public static TemplateBlock of(MemoryBlock block) {
    return new TemplateBlock(
        block.label(), block.value(), block.description(), block.limit(), block.readOnly());
  }

  /** Returns this block with another text. */
  public TemplateBlock withValue(String newValue) {
    return new TemplateBlock(label, newValue, description, limit, readOnly);
  }

  /** Returns the most characters, if the template says so. */
  public OptionalInt ownLimit() {
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }
}
