package dev.recollect.memory.tck.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test, or all tests of a contract, about something a backend may leave out. For a backend that
 * leaves it out the test does not run as it is written: it asserts that the thing is refused.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Needs {

  /** Returns what it is about. */
  Feature value();
}
