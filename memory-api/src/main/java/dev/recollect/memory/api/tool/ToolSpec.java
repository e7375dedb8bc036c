package dev.recollect.memory.api.tool;

import dev.recollect.memory.api.error.MemoryException;
import java.util.regex.Pattern;

/**
 * What a model is told of a tool.
 *
 * @param name 1 to 64 characters of letters, digits, {@code _} and {@code -}
 * @param description what it does, for the model
 * @param parameters a JSON Schema of type object, as text
 */
public record ToolSpec(String name, String description, String parameters) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Checks the name. */
  public ToolSpec {
    if (!NAME.matcher(name).matches()) {
      throw MemoryException.invalid(
          "tool name '" + name + "' must be 1 to 64 letters, digits, _ or -");
    }
  }
}
