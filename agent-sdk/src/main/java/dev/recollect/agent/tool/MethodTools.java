package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes tools of the public methods of an object that are marked as such. */
public final class MethodTools {

  /** How methods and their parameters are marked. */
  public interface Marks {

    /** Returns the mark of a method. */
    Optional<Mark> of(Method method);

    /** Returns what the model is told of a parameter or component; empty if nothing is said. */
    Optional<String> description(AnnotatedElement element);

    /** Returns the name that a parameter is given; empty if it has its own. */
    Optional<String> name(Parameter parameter);
  }

  /**
   * The mark of a method.
   *
   * @param name what the model calls; empty for the method's name in snake case
   * @param description what it does, for the model
   * @param idempotent whether running the same call twice does no harm
   */
  public record Mark(String name, String description, boolean idempotent) {}

  private final Object holder;
  private final Marks marks;

  private MethodTools(Object holder, Marks marks) {
    this.holder = holder;
    this.marks = marks;
  }

  /**
   * Returns the tools of an object, by name.
   *
   * @throws MemoryException INVALID if no method is marked, or for a marked one that cannot be a
   *     tool
   */
  public static List<Tool> of(Object holder, Marks marks) {
    return new MethodTools(holder, marks).tools();
  }

  private List<Tool> tools() {
    Class<?> type = holder.getClass();
    requirePublic(type);
    Map<String, Method> named = new LinkedHashMap<>();
    List<Tool> tools = new ArrayList<>();
    for (Method method : methods(type)) {
      mark(method)
          .ifPresent(mark -> {
            Tool tool = tool(method, mark);
            Method other = named.putIfAbsent(tool.spec().name(), method);
            if (other != null) {
              throw MemoryException.invalid(
                  "two methods of "
                      + type.getName()
                      + " are both the tool '"
                      + tool.spec().name()
                      + "': "
                      + shown(other)
                      + " and "
                      + shown(method)
                      + "; give one another name in its annotation");
            }
            tools.add(tool);
          });
    }
    if (tools.isEmpty()) {
      throw MemoryException.invalid(
          type.getName() + " has no public method that is annotated as a tool");
    }
    return tools;
  }

  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !method.isBridge() && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName).thenComparing(MethodTools::shown))
        .toList();
  }

  private void requirePublic(Class<?> type) {
    for (Class<?> level : levels(type)) {
      for (Method method : level.getDeclaredMethods()) {
        if (!Modifier.isPublic(method.getModifiers()) && marks.of(method).isPresent()) {
          throw MemoryException.invalid(
              "method " + shown(method) + " is annotated as a tool and not public; make it public");
        }
      }
    }
  }

  /** The mark of a method may stand on the one it overrides. */
  private Optional<Mark> mark(Method method) {
    return levels(holder.getClass()).stream()
        .flatMap(level -> Arrays.stream(level.getDeclaredMethods()))
        .filter(other -> overrides(method, other))
        .flatMap(other -> marks.of(other).stream())
        .findFirst();
  }

  private static boolean overrides(Method method, Method other) {
    return method.getName().equals(other.getName())
        && Arrays.equals(method.getParameterTypes(), other.getParameterTypes())
        && Modifier.isStatic(method.getModifiers()) == Modifier.isStatic(other.getModifiers());
  }

  /** Returns a class, those above it, and all interfaces of them, the nearest first. */
  private static Set<Class<?>> levels(Class<?> type) {
    Set<Class<?>> levels = new LinkedHashSet<>();
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      levels.add(level);
    }
    List<Class<?>> found = new ArrayList<>(levels);
    found.forEach(level -> addInterfaces(level, levels));
    return levels;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> levels) {
    for (Class<?> one : type.getInterfaces()) {
      levels.add(one);
      addInterfaces(one, levels);
    }
  }

  private Tool tool(Method method, Mark mark) {
    if (mark.description().isBlank()) {
      throw MemoryException.invalid(
          "the annotation of method " + shown(method) + " does not say what the tool does");
    }
    if (!method.trySetAccessible()) {
      throw MemoryException.invalid(
          "method "
              + shown(method)
              + " cannot be called from here; open its package to "
              + MethodTools.class.getModule());
    }
    List<MethodTool.Slot> slots = new ArrayList<>();
    Map<String, RecordShape.Field> fields = new LinkedHashMap<>();
    for (Parameter parameter : method.getParameters()) {
      slots.add(slot(method, parameter, fields));
    }
    ObjectNode schema = new RecordShape.Fields(fields).schema();
    String name = mark.name().isEmpty() ? snake(method.getName()) : mark.name();
    ToolSpec spec = new ToolSpec(name, mark.description(), schema.toString());
    return new MethodTool(spec, schema, holder, method, slots, mark.idempotent());
  }

  private MethodTool.Slot slot(
      Method method, Parameter parameter, Map<String, RecordShape.Field> fields) {
    Class<?> type = parameter.getType();
    if (type == ToolInvocation.class || type == CallOptions.class) {
      return new MethodTool.Slot("", type);
    }
    String name = name(method, parameter);
    RecordShape.Field field =
        new RecordShapes(marks::description)
            .field(
                "parameter '" + name + "' of method " + shown(method),
                parameter,
                parameter.getAnnotatedType(),
                marks.description(parameter).orElse(""));
    if (fields.put(name, field) != null) {
      throw MemoryException.invalid(
          "two parameters of method " + shown(method) + " are called '" + name + "'");
    }
    return new MethodTool.Slot(name, parameter.getParameterizedType());
  }

  private String name(Method method, Parameter parameter) {
    return marks
        .name(parameter)
        .or(() -> parameter.isNamePresent() ? Optional.of(parameter.getName()) : Optional.empty())
        .orElseThrow(() ->
            MemoryException.invalid(
                "the names of the parameters of method "
                    + shown(method)
                    + " are not in its class file; compile with -parameters, or name them with"
                    + " @Describe(name = \"…\", …)"));
  }

  private static String snake(String camel) {
    return camel
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static String shown(Method method) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
