package dev.recollect.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from the pieces of a stream. Not thread-safe.
 *
 * <p>By the protocol a piece says by its index which call it continues, and the first of a call has
 * its id and name. Others leave the index out, give all calls index 0, repeat id and name in each
 * piece, or send whole calls without any id.
 */
final class CallDeltas {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<Call> calls = new ArrayList<>();

  private static final class Call {
    private final int index;
    private final String id;
    private final StringBuilder arguments = new StringBuilder();
    private String name = "";

    Call(int index, String id) {
      this.index = index;
      this.id = id;
    }

    /** A name comes whole or in pieces; a repetition of it is neither. */
    void name(String piece) {
      if (!piece.equals(name)) {
        name = name + piece;
      }
    }
  }

  /** Takes a piece of {@code tool_calls}. */
  void take(JsonNode delta) {
    JsonNode function = delta.path("function");
    String name = function.path("name").asText("");
    String arguments = WireText.arguments(function.path("arguments"));
    String id = delta.path("id").asText("");
    int index = delta.path("index").asInt(-1);
    Call call = known(index, id, name);
    if (call == null) {
      call = new Call(index, id);
      calls.add(call);
    }
    call.name(name);
    call.arguments.append(arguments);
  }

  private @Nullable Call known(int index, String id, String name) {
    Call last = calls.isEmpty() ? null : calls.getLast();
    Call sameIndex = index < 0 ? last : latest(index);
    if (sameIndex == null) {
      return null;
    }
    if (!id.isEmpty()) {
      return id.equals(sameIndex.id) || (sameIndex.id.isEmpty() && !isWhole(sameIndex))
          ? sameIndex
          : byId(id);
    }
    // A name behind a whole call is that of another one.
    return name.isEmpty() || !isWhole(sameIndex) ? sameIndex : null;
  }

  private @Nullable Call latest(int index) {
    return calls.reversed().stream().filter(call -> call.index == index).findFirst().orElse(null);
  }

  private @Nullable Call byId(String id) {
    return calls.stream().filter(call -> call.id.equals(id)).findFirst().orElse(null);
  }

  /** Takes a piece of the old {@code function_call}, of which there is one at most. */
  void takeOld(JsonNode function) {
    if (calls.isEmpty()) {
      calls.add(new Call(0, ""));
    }
    calls.getFirst().name(function.path("name").asText(""));
    calls.getFirst().arguments.append(WireText.arguments(function.path("arguments")));
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Returns how many characters of arguments there are. */
  long length() {
    return calls.stream().mapToLong(call -> call.arguments.length()).sum();
  }

  /** Returns whether the arguments of all calls are whole: JSON, or nothing at all. */
  boolean areWhole() {
    return calls.stream().allMatch(call -> call.arguments.isEmpty() || isWhole(call));
  }

  private static boolean isWhole(Call call) {
    try {
      return JSON.readTree(call.arguments.toString()).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  CallList list() {
    CallList list = new CallList();
    calls.forEach(call -> list.add(call.id, call.name, call.arguments.toString()));
    return list;
  }
}
