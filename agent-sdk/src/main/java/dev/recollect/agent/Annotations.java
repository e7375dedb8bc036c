package dev.recollect.agent;

import dev.recollect.agent.tool.AnswerShape;
import dev.recollect.agent.tool.MethodTools;
import dev.recollect.memory.api.error.MemoryException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** Reads {@link Describe} and {@link ToolMethod}. */
final class Annotations implements MethodTools.Marks {

  static final Annotations READER = new Annotations();

  private Annotations() {}

  @Override
  public Optional<MethodTools.Mark> of(Method method) {
    return Optional.ofNullable(method.getAnnotation(ToolMethod.class))
        .map(mark -> new MethodTools.Mark(mark.name(), mark.value(), mark.idempotent()));
  }

  @Override
  public Optional<String> description(AnnotatedElement element) {
    Optional<Describe> found = Optional.ofNullable(element.getAnnotation(Describe.class));
    if (element instanceof RecordComponent component
        && !found.map(Describe::name).orElse("").isEmpty()) {
      throw MemoryException.invalid(
          "component '"
              + component.getName()
              + "' of record "
              + component.getDeclaringRecord().getSimpleName()
              + " is given another name by @Describe; only parameters of methods can be");
    }
    return found.map(Describe::value);
  }

  @Override
  public Optional<String> name(Parameter parameter) {
    return Optional.ofNullable(parameter.getAnnotation(Describe.class))
        .map(Describe::name)
        .filter(name -> !name.isEmpty());
  }

  /** Returns the shape of answers that are a record. */
  static <T extends Record> AnswerShape<T> answer(Class<T> type) {
    return AnswerShape.of(type, READER::description);
  }
}
