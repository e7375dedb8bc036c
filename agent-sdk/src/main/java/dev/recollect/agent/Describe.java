package dev.recollect.agent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a model is told of a component of the record that a tool takes, or of a parameter of a
 * method that is a tool, for example {@code City, for example Bergen}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Describe {

  /** Returns the description. */
  String value();

  /**
   * Returns what the model calls a parameter; its own name if empty, which then must be in the
   * class file ({@code javac -parameters}). Components of records have their names.
   */
  String name() default "";
}
