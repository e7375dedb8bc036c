package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tool whose arguments are a record and whose work is a function of it. As thread-safe as the
 * function.
 *
 * <p>Components may be String, int, long, double, boolean (boxed or not), BigDecimal, LocalDate,
 * Instant, enums, records, and List, Set, arrays, Map (with String keys) and Optional of these. All
 * but Optional ones and those annotated {@code @Nullable} must be given.
 */
public final class RecordTool<T> implements CheckedTool {

  private final Class<T> type;
  private final BiFunction<? super T, ? super ToolInvocation, ? extends @Nullable Object> work;
  private final ToolSpec spec;
  private final ArgumentReader reader;

  /**
   * Creates a tool.
   *
   * @param name what the model calls
   * @param description what it does, for the model
   * @param type the record of its arguments
   * @param descriptions gives what the model is told of a component
   * @param work makes the result: a {@link ToolResult}, a text, or a value that is shown as JSON;
   *     an exception is reported to the model as a failure
   * @throws MemoryException INVALID for a component that no argument can be
   */
  public RecordTool(
      String name,
      String description,
      Class<T> type,
      Function<RecordComponent, Optional<String>> descriptions,
      Function<? super T, ? extends @Nullable Object> work) {
    this(name, description, type, descriptions, (arguments, invocation) -> work.apply(arguments));
  }

  /**
   * Creates a tool whose work is told of its invocation too: the key of the call, and deadline and
   * cancellation.
   *
   * @throws MemoryException as the other constructor
   */
  public RecordTool(
      String name,
      String description,
      Class<T> type,
      Function<RecordComponent, Optional<String>> descriptions,
      BiFunction<? super T, ? super ToolInvocation, ? extends @Nullable Object> work) {
    if (!type.isRecord()) {
      throw MemoryException.invalid(
          "the arguments of tool '" + name + "' are of " + type.getName() + ", which is no record");
    }
    this.type = type;
    this.work = work;
    ObjectNode schema = new RecordShapes(descriptions).of(type).schema();
    this.spec = new ToolSpec(name, description, schema.toString());
    this.reader = new ArgumentReader(() -> JsonSchema.trusted(schema));
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
    Object record = Binding.value("", arguments, type);
    return Binding.result(work.apply(type.cast(record), invocation));
  }
}
