package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.MemoryException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Derives what JSON a record, or a parameter of a method, may be made of. */
final class RecordShapes {

  /** What can be shaped, for messages. */
  static final String TYPES =
      "String, int, long, double, boolean, BigDecimal, LocalDate, Instant, enums, records, and"
          + " List, Set, arrays, Map (with String keys) and Optional of these";

  private static final RecordShape WHOLE = new RecordShape.Whole();
  private static final RecordShape DECIMAL = new RecordShape.Decimal();
  private static final RecordShape TRUTH = new RecordShape.Truth();

  private static final Map<Class<?>, RecordShape> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, new RecordShape.Text()),
          Map.entry(int.class, WHOLE),
          Map.entry(Integer.class, WHOLE),
          Map.entry(long.class, WHOLE),
          Map.entry(Long.class, WHOLE),
          Map.entry(double.class, DECIMAL),
          Map.entry(Double.class, DECIMAL),
          Map.entry(BigDecimal.class, DECIMAL),
          Map.entry(boolean.class, TRUTH),
          Map.entry(Boolean.class, TRUTH),
          Map.entry(LocalDate.class, new RecordShape.Formatted("date")),
          Map.entry(Instant.class, new RecordShape.Formatted("date-time")));

  private final Function<? super RecordComponent, Optional<String>> descriptions;
  private final List<Class<?>> open = new ArrayList<>();

  RecordShapes(Function<? super RecordComponent, Optional<String>> descriptions) {
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
      String what = "component '" + component.getName() + "' of record " + type.getSimpleName();
      String description = descriptions.apply(component).orElse("");
      fields.put(
          component.getName(), field(what, component, component.getAnnotatedType(), description));
    }
    open.removeLast();
    return new RecordShape.Fields(fields);
  }

  /** Returns the field that a component or parameter is. */
  RecordShape.Field field(
      String what, AnnotatedElement element, AnnotatedType annotated, String description) {
    Type type = annotated.getType();
    boolean optional = raw(type) == Optional.class;
    RecordShape shape = shape(optional ? argument(type, 0) : type, what);
    boolean nullable = nullable(element) || nullable(annotated);
    if (nullable && raw(type).isPrimitive()) {
      throw MemoryException.invalid(
          what + " is @Nullable and of type " + type.getTypeName() + ", which cannot be null");
    }
    return new RecordShape.Field(shape, !optional && !nullable, description);
  }

  private RecordShape shape(Type type, String what) {
    Class<?> raw = raw(type);
    RecordShape plain = PLAIN.get(raw);
    if (plain != null) {
      return plain;
    } else if (raw.isEnum()) {
      return new RecordShape.Choice(constants(raw));
    } else if (raw == List.class || raw == Set.class) {
      return new RecordShape.Sequence(shape(argument(type, 0), what), raw == Set.class);
    } else if (raw == Map.class && argument(type, 0) == String.class) {
      return new RecordShape.Table(shape(argument(type, 1), what));
    } else if (raw.isRecord()) {
      return of(raw);
    }
    Type component = component(type);
    if (component != null) {
      return new RecordShape.Sequence(shape(component, what), false);
    }
    throw MemoryException.invalid(
        what + " is of " + type.getTypeName() + "; a tool's arguments may be " + TYPES);
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(value -> ((Enum<?>) value).name()).toList();
  }

  /** Returns what an array is made of; null for all else. */
  private static @Nullable Type component(Type type) {
    return switch (type) {
      case GenericArrayType generic -> generic.getGenericComponentType();
      case Class<?> plain -> plain.getComponentType();
      default -> null;
    };
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  /** Any annotation of that name counts, as in Kotlin and NullAway. */
  private static boolean nullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }
}
