package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.MemoryException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Derives what JSON a record may be made of. */
final class RecordShapes {

  private final Function<RecordComponent, Optional<String>> descriptions;
  private final List<Class<?>> open = new ArrayList<>();

  RecordShapes(Function<RecordComponent, Optional<String>> descriptions) {
    this.descriptions = descriptions;
  }

  RecordShape.Fields of(Class<?> type) {
    if (open.contains(type)) {
      throw MemoryException.invalid(
          "record " + type.getSimpleName() + " contains itself; a tool's arguments cannot");
    }
    open.add(type);
    Map<String, RecordShape.Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.put(component.getName(), field(component));
    }
    open.removeLast();
    return new RecordShape.Fields(fields);
  }

  private RecordShape.Field field(RecordComponent component) {
    Type type = component.getGenericType();
    boolean optional = raw(type) == Optional.class;
    RecordShape shape = shape(optional ? argument(type) : type, component);
    return new RecordShape.Field(
        shape, !optional && !nullable(component), descriptions.apply(component).orElse(""));
  }

  private RecordShape shape(Type type, RecordComponent component) {
    Class<?> raw = raw(type);
    if (raw == String.class) {
      return new RecordShape.Text();
    } else if (raw == int.class || raw == Integer.class) {
      return new RecordShape.Whole(false);
    } else if (raw == long.class || raw == Long.class) {
      return new RecordShape.Whole(true);
    } else if (raw == double.class || raw == Double.class) {
      return new RecordShape.Decimal();
    } else if (raw == boolean.class || raw == Boolean.class) {
      return new RecordShape.Truth();
    } else if (raw.isEnum()) {
      return new RecordShape.Choice(constants(raw));
    } else if (raw == List.class) {
      return new RecordShape.Sequence(shape(argument(type), component));
    } else if (raw.isRecord()) {
      return of(raw);
    }
    throw MemoryException.invalid(
        "component '"
            + component.getName()
            + "' of record "
            + component.getDeclaringRecord().getSimpleName()
            + " is of "
            + type.getTypeName()
            + "; a tool's arguments may be String, int, long, double, boolean, enums, records, List"
            + " and Optional of these");
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(value -> ((Enum<?>) value).name()).toList();
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  /** Any annotation of that name counts, as in Kotlin and NullAway. */
  private static boolean nullable(RecordComponent component) {
    return nullable((AnnotatedElement) component) || nullable(component.getAnnotatedType());
  }

  private static boolean nullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }
}
