package dev.recollect.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tool whose arguments are a record and whose work is a function of it. As thread-safe as the
 * function.
 *
 * <p>Components may be String, int, long, double, boolean (boxed or not), enums, records, and List
 * and Optional of these. All but Optional ones and those annotated {@code @Nullable} must be given.
 */
public final class RecordTool<T> implements Tool {

  private final Class<T> type;
  private final Function<? super T, ? extends @Nullable Object> work;
  private final RecordShape.Fields shape;
  private final ToolSpec spec;

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
    if (!type.isRecord()) {
      throw MemoryException.invalid(
          "the arguments of tool '" + name + "' are of " + type.getName() + ", which is no record");
    }
    this.type = type;
    this.work = work;
    this.shape = new RecordShapes(descriptions).of(type);
    this.spec = new ToolSpec(name, description, shape.schema().toString());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    JsonNode arguments = Json.object(invocation.arguments());
    shape.check("", arguments);
    return result(work.apply(bind(arguments)));
  }

  private T bind(JsonNode arguments) {
    try {
      return Json.MAPPER.treeToValue(arguments, type);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadArgumentsException("the arguments are refused: " + cause.getMessage(), e);
    }
  }

  private static ToolResult result(@Nullable Object value) {
    return switch (value) {
      case null -> ToolResult.ok("None");
      case ToolResult result -> result;
      case CharSequence text -> ToolResult.ok(text.toString());
      default -> ToolResult.ok(Json.write(value));
    };
  }
}
