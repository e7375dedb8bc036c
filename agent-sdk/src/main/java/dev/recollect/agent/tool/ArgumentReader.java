package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects that fit a schema: as they are if they fit, repaired if that makes them fit, and
 * otherwise not at all. Thread-safe.
 */
final class ArgumentReader {

  private final Supplier<JsonSchema> source;
  private volatile @Nullable JsonSchema compiled;

  /**
   * Creates a reader.
   *
   * @param source makes the schema, at the first use: many tools are never called
   */
  ArgumentReader(Supplier<JsonSchema> source) {
    this.source = source;
  }

  /**
   * Returns the object that a text holds.
   *
   * @throws BadArgumentsException with everything that is wrong and what would be right
   */
  ObjectNode read(String text) {
    return fitting(ArgumentRepair.parse(text));
  }

  /**
   * Returns an object, repaired if it does not fit as it is.
   *
   * @throws BadArgumentsException with everything that is wrong and what would be right
   */
  ObjectNode fitting(ObjectNode given) {
    JsonSchema schema = schema();
    if (schema.faults(given).isEmpty()) {
      return given;
    }
    if (new ArgumentRepair(schema.root()).repaired(given) instanceof ObjectNode repaired) {
      Optional<String> faults = schema.faults(repaired);
      if (faults.isEmpty()) {
        return repaired;
      }
      throw new BadArgumentsException(faults.orElseThrow());
    }
    throw new BadArgumentsException(schema.faults(given).orElseThrow());
  }

  private JsonSchema schema() {
    JsonSchema known = compiled;
    if (known == null) {
      known = source.get();
      compiled = known;
    }
    return known;
  }
}
