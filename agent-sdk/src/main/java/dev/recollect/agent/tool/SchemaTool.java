package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A tool whose arguments are described by a JSON Schema of the application's own. As thread-safe as
 * its function.
 *
 * <p>The function gets the arguments, which fit the schema, as values of Java: String, Boolean,
 * Long for numbers without a fraction (BigInteger beyond 64 bits), BigDecimal for others, List,
 * Map, and null.
 */
public final class SchemaTool implements CheckedTool {

  private final ToolSpec spec;
  private final ArgumentReader reader;
  private final boolean readsOnly;
  private final BiFunction<
          ? super Map<String, @Nullable Object>, ? super ToolInvocation, ? extends @Nullable Object>
      work;

  /**
   * Creates a tool.
   *
   * @param spec its name, what it does, and the schema of its arguments
   * @param work makes the result: a {@link ToolResult}, a text, or a value that is shown as JSON;
   *     an exception is reported to the model as a failure
   * @throws MemoryException INVALID with everything that is wrong with the schema
   */
  public SchemaTool(
      ToolSpec spec,
      BiFunction<
              ? super Map<String, @Nullable Object>,
              ? super ToolInvocation,
              ? extends @Nullable Object>
          work) {
    this(spec, false, work);
  }

  private SchemaTool(
      ToolSpec spec,
      boolean readsOnly,
      BiFunction<
              ? super Map<String, @Nullable Object>,
              ? super ToolInvocation,
              ? extends @Nullable Object>
          work) {
    JsonSchema schema = JsonSchema.of(spec.name(), spec.parameters());
    this.spec = spec;
    this.readsOnly = readsOnly;
    this.work = work;
    this.reader = new ArgumentReader(() -> schema);
  }

  /** Returns a tool that changes nothing: no commit is needed before it or after it. */
  static SchemaTool reading(
      ToolSpec spec,
      BiFunction<
              ? super Map<String, @Nullable Object>,
              ? super ToolInvocation,
              ? extends @Nullable Object>
          work) {
    return new SchemaTool(spec, true, work);
  }

  boolean readsOnly() {
    return readsOnly;
  }

  @Override
  public boolean idempotent() {
    return readsOnly;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ArgumentReader reader() {
    return reader;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    ObjectNode arguments = reader.read(invocation.arguments());
    return Binding.result(work.apply(map(arguments), invocation));
  }

  private static Map<String, @Nullable Object> map(JsonNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return Collections.unmodifiableMap(map);
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case ARRAY -> list(node);
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case STRING -> node.textValue();
      default -> null;
    };
  }

  private static List<@Nullable Object> list(JsonNode array) {
    List<@Nullable Object> list = new ArrayList<>();
    array.forEach(item -> list.add(value(item)));
    return Collections.unmodifiableList(list);
  }

  private static Number number(JsonNode node) {
    Optional<JsonNode> whole = Numbers.whole(node);
    if (whole.isEmpty()) {
      return node.decimalValue();
    }
    BigInteger value = whole.orElseThrow().bigIntegerValue();
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }
}
