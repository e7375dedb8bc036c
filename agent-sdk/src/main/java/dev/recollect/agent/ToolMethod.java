package dev.recollect.agent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method a tool; see {@link AgentBuilder#tools}.
 *
 * <p>The model gives its parameters, each of a type that a record's component may have, but for
 * those of type {@code ToolInvocation} or {@code CallOptions}, which are the call's own. Optional
 * and {@code @Nullable} ones may be left out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ToolMethod {

  /** Returns what the tool does, for the model; not blank. */
  String value();

  /** Returns what the model calls; the method's name in snake case if empty. */
  String name() default "";

  /** Returns whether running the same call twice does no harm. */
  boolean idempotent() default false;
}
