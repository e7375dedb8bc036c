package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.PayloadType;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A collection's spec in the metadata that Qdrant keeps with it: each declared field has a key of
 * its own, because Qdrant merges what two processes add by keys.
 */
final class CollectionMetadata {

  private static final String SPEC = "recollect_spec";
  private static final String FIELD = "recollect_field_";
  private static final String FIELD_LINE = "field.";

  private CollectionMetadata() {}

  /** Returns what a new collection is created with. */
  static Map<String, Value> of(CollectionSpec spec) {
    Map<String, Value> metadata = new HashMap<>(fields(spec.fields()));
    metadata.put(
        SPEC,
        PointValues.of(
            spec.encode()
                .lines()
                .filter(line -> !line.startsWith(FIELD_LINE))
                .map(line -> line + "\n")
                .collect(Collectors.joining())));
    return metadata;
  }

  /** Returns what declares fields. */
  static Map<String, Value> fields(SortedMap<String, PayloadType> fields) {
    Map<String, Value> metadata = new HashMap<>();
    fields.forEach((field, type) -> metadata.put(FIELD + field, PointValues.of(type.name())));
    return metadata;
  }

  /**
   * Returns the spec of a collection; empty if it is none of ours.
   *
   * @throws MemoryException CORRUPT if it is ours and cannot be read
   */
  static Optional<CollectionSpec> read(Map<String, Value> metadata) {
    Value spec = metadata.get(SPEC);
    if (spec == null) {
      return Optional.empty();
    }
    CollectionSpec.Builder whole = CollectionSpec.decode(spec.getStringValue()).toBuilder();
    metadata.forEach((key, value) -> {
      if (key.startsWith(FIELD)) {
        whole.field(key.substring(FIELD.length()), type(value.getStringValue()));
      }
    });
    return Optional.of(whole.build());
  }

  private static PayloadType type(String name) {
    try {
      return PayloadType.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT, "a field of the stored collection has the unknown type " + name, e);
    }
  }
}
