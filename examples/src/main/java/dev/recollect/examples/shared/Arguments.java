package dev.recollect.examples.shared;

import dev.recollect.memory.api.error.MemoryException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** The arguments of an example that has no options: what to work on, then what to ask. */
public final class Arguments {

  private Arguments() {}

  /**
   * Returns the first argument.
   *
   * @throws MemoryException INVALID with what it is called, if there is none
   */
  public static String first(String[] arguments, String name) {
    if (arguments.length == 0) {
      throw MemoryException.invalid("the argument " + name + " is missing");
    }
    return arguments[0];
  }

  /** Returns the arguments after the first; if there are none, the lines of standard input. */
  public static Stream<String> rest(String[] arguments) {
    return arguments.length > 1 ? Arrays.stream(arguments).skip(1) : lines();
  }

  private static Stream<String> lines() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .filter(line -> !line.isBlank());
  }
}
