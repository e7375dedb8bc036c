package dev.recollect.model.openai;

import dev.recollect.memory.api.conversation.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the calls of an answer under ids that tell them apart. Not thread-safe. */
final class CallList {

  private final List<ToolCall> calls = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /** Adds a call; no arguments are an empty object. */
  void add(String id, String name, String arguments) {
    String unique = WireText.storable(id);
    if (unique.isEmpty() || !ids.add(unique)) {
      unique = unique + "call_" + calls.size();
      ids.add(unique);
    }
    String json = arguments.isBlank() ? "{}" : WireText.storable(arguments);
    calls.add(new ToolCall(unique, WireText.storable(name), json));
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  List<ToolCall> calls() {
    return calls;
  }
}
