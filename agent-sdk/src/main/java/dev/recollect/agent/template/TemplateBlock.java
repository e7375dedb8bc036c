package dev.recollect.agent.template;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
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
 * @param limit how long it may be, or null for what {@code memory.block.limit} says
 * @param unit what the limit counts
 * @param readOnly whether it is closed to the model
 * @param shared whether it is the shared block of that label, which the agent attaches; that has
 *     text, description and limit of its own
 */
public record TemplateBlock(
    String label,
    String value,
    String description,
    @Nullable Integer limit,
    LimitUnit unit,
    boolean readOnly,
    boolean shared) {

  /**
   * Checks the parts.
   *
   * @throws MemoryException INVALID or LIMIT for what no block can be
   */
  public TemplateBlock {
    int most = limit == null ? MemoryBlock.LARGEST_LIMIT : limit;
    var unused = new MemoryBlock(label, value, description, most, unit, readOnly, shared, 0);
    if (shared && (!value.isEmpty() || !description.isEmpty() || limit != null || readOnly)) {
      throw MemoryException.invalid(
          "block '"
              + label
              + "' is a shared one, whose text, description and limit are its own; leave them out");
    }
  }

  /** Creates a block of the agent's own with a limit in characters. */
  public TemplateBlock(
      String label, String value, String description, @Nullable Integer limit, boolean readOnly) {
    this(label, value, description, limit, LimitUnit.CHARACTERS, readOnly, false);
  }

  /** Returns a block of a text that the model may change, of the size that is configured. */
  public static TemplateBlock of(String label, String value) {
    return new TemplateBlock(label, value, "", null, false);
  }

  /** Returns a shared block of the tenant, which must exist when an agent is made. */
  public static TemplateBlock shared(String label) {
    return new TemplateBlock(label, "", "", null, LimitUnit.CHARACTERS, false, true);
  }

  /** Returns a block as an agent has it. */
  public static TemplateBlock of(MemoryBlock block) {
    return block.shared()
        ? shared(block.label())
        : new TemplateBlock(
            block.label(),
            block.value(),
            block.description(),
            block.limit(),
            block.unit(),
            block.readOnly(),
            false);
  }

  /** Returns a block of the agent's own like this one, with another text. */
  public TemplateBlock withValue(String newValue) {
    return new TemplateBlock(label, newValue, description, limit, unit, readOnly, false);
  }

  /** Returns how long it may be, if the template says so. */
  public OptionalInt ownLimit() {
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }
}
