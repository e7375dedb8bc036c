package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool whose work is a method of an object. As thread-safe as the method. */
final class MethodTool implements CheckedTool {

  /**
   * A parameter of the method.
   *
   * @param name what the model calls it; empty for one that the model does not give
   * @param type what it is
   */
  record Slot(String name, Type type) {}

  private final ToolSpec spec;
  private final ArgumentReader reader;
  private final Object holder;
  private final Method method;
  private final List<Slot> slots;
  private final boolean idempotent;

  MethodTool(
      ToolSpec spec,
      ObjectNode schema,
      Object holder,
      Method method,
      List<Slot> slots,
      boolean idempotent) {
    this.spec = spec;
    this.reader = new ArgumentReader(() -> JsonSchema.trusted(schema));
    this.holder = holder;
    this.method = method;
    this.slots = slots;
    this.idempotent = idempotent;
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
  public boolean idempotent() {
    return idempotent;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    ObjectNode arguments = reader.read(invocation.arguments());
    @Nullable Object[] values = new @Nullable Object[slots.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = value(slots.get(index), arguments, invocation);
    }
    return Binding.result(invoke(values));
  }

  private static @Nullable Object value(
      Slot slot, ObjectNode arguments, ToolInvocation invocation) {
    if (slot.name().isEmpty()) {
      return slot.type() == CallOptions.class ? invocation.options() : invocation;
    }
    JsonNode given = arguments.path(slot.name());
    boolean absent = given.isMissingNode() || given.isNull();
    if (slot.type() instanceof ParameterizedType generic
        && generic.getRawType() == Optional.class) {
      Type inner = generic.getActualTypeArguments()[0];
      return absent ? Optional.empty() : Optional.of(Binding.value(slot.name(), given, inner));
    }
    return absent ? null : Binding.value(slot.name(), given, slot.type());
  }

  private @Nullable Object invoke(@Nullable Object[] values) {
    try {
      return method.invoke(holder, values);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    } catch (IllegalAccessException e) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "the method " + method + " cannot be reached", e);
    }
  }

  private static RuntimeException thrown(InvocationTargetException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return switch (cause) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default ->
          new IllegalStateException(
              Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()),
              cause);
    };
  }
}
