package dev.recollect.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.value.Evidence;
import java.time.Instant;
import java.util.function.Function;

/** Writes the values of this package as JSON and reads them back. Thread-safe. */
public final class StateJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // A later version may have written fields that this one does not know.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(values())
          .build();

  private StateJson() {}

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule("recollect-state");
    delegate(module, Instant.class, String.class, Instant::toString, Instant::parse);
    delegate(
        module, Evidence.class, EvidenceJson.class, EvidenceJson::of, EvidenceJson::toEvidence);
    delegate(
        module,
        Reference.class,
        ReferenceJson.class,
        ReferenceJson::of,
        ReferenceJson::toReference);
    delegate(
        module, StoredMessage.class, MessageJson.class, MessageJson::of, MessageJson::toMessage);
    return module;
  }

  private static <V, J> void delegate(
      SimpleModule module,
      Class<V> value,
      Class<J> json,
      Function<V, J> write,
      Function<J, V> read) {
    module.addSerializer(
        value, new StdDelegatingSerializer(value, new FixedConverter<>(value, json, write)));
    module.addDeserializer(
        value, new StdDelegatingDeserializer<>(new FixedConverter<>(json, value, read)));
  }

  /** A converter that knows its types, which a lambda does not tell. */
  private static final class FixedConverter<A, B> extends StdConverter<A, B> {
    private final Class<A> from;
    private final Class<B> to;
    private final Function<A, B> conversion;

    FixedConverter(Class<A> from, Class<B> to, Function<A, B> conversion) {
      this.from = from;
      this.to = to;
      this.conversion = conversion;
    }

    @Override
    public B convert(A value) {
      return conversion.apply(value);
    }

    @Override
    public com.fasterxml.jackson.databind.JavaType getInputType(TypeFactory types) {
      return types.constructType(from);
    }

    @Override
    public com.fasterxml.jackson.databind.JavaType getOutputType(TypeFactory types) {
      return types.constructType(to);
    }
  }

  /** Returns a value as JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new MemoryException(ErrorKind.INTERNAL, "a value cannot be written as JSON", e);
    }
  }

  /**
   * Returns the value of an entry.
   *
   * @throws MemoryException CORRUPT, naming the key, if it does not hold such a value
   */
  public static <T> T read(StateEntry entry, Class<T> type) {
    try {
      return MAPPER.readValue(entry.value(), type);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT, "state key '" + entry.key() + "' holds what cannot be read", e);
    }
  }

  /** Returns how many characters a reference takes in JSON, about. */
  static int size(Reference reference) {
    return 400 + 2 * reference.text().length();
  }
}
