package dev.recollect.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recollect.memory.api.tool.ToolResult;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes values of Java out of arguments that fit their schema, and results out of values. */
final class Binding {

  private Binding() {}

  /**
   * Returns a value of a type.
   *
   * @param path where the JSON stands, for the message; empty for the arguments themselves
   * @throws BadArgumentsException if a number is too large, or the type refuses its content
   */
  static Object value(String path, JsonNode json, Type type) {
    try {
      return Json.MAPPER.readerFor(Json.MAPPER.constructType(type)).readValue(json);
    } catch (JsonMappingException e) {
      throw refused(path + place(e.getPath(), path.isEmpty()), e);
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  private static BadArgumentsException refused(String path, IOException fault) {
    Throwable cause = fault.getCause();
    String said =
        cause != null && cause.getMessage() != null
            ? cause.getMessage()
            : fault instanceof JsonProcessingException json
                ? String.valueOf(json.getOriginalMessage())
                : String.valueOf(fault.getMessage());
    String what = path.isEmpty() ? "the arguments are" : "'" + path + "' is";
    return new BadArgumentsException(what + " refused: " + said, fault);
  }

  private static String place(List<JsonMappingException.Reference> path, boolean first) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : path) {
      if (step.getFieldName() == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(first && place.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return place.toString();
  }

  /** Returns what a model is told of the value that a tool returned. */
  static ToolResult result(@Nullable Object value) {
    return switch (value) {
      case null -> ToolResult.ok("None");
      case ToolResult result -> result;
      case CharSequence text -> ToolResult.ok(text.toString());
      default -> ToolResult.ok(Json.write(value));
    };
  }
}
