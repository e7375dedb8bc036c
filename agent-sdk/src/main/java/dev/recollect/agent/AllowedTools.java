package dev.recollect.agent;

import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.internal.NearestName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tools an agent may call.
 *
 * @param names those that it may, beside those with which it speaks and rests; or null for all
 */
record AllowedTools(@Nullable List<String> names) {

  private static final List<String> MEMORY =
      List.of(
          "core_memory_append",
          "core_memory_replace",
          "conversation_search",
          "conversation_search_date",
          "archival_memory_insert",
          "archival_memory_search");

  static AllowedTools of(AgentRecord record) {
    return new AllowedTools(record.tools());
  }

  /** Returns those of some tools that it may call. */
  List<Tool> among(List<Tool> tools) {
    return tools.stream().filter(tool -> allows(tool.spec().name())).toList();
  }

  private boolean allows(String name) {
    return names == null || names.contains(name) || HeartbeatTools.ENDING.contains(name);
  }

  /**
   * Checks that there is a tool of each name.
   *
   * @param offered what the model is told of
   * @param given the application's tools
   * @throws MemoryException INVALID with the nearest name
   */
  void requireAll(List<ToolSpec> offered, List<Tool> given) {
    List<String> present = offered.stream().map(ToolSpec::name).toList();
    for (String name : names == null ? List.<String>of() : names) {
      if (!present.contains(name) && !HeartbeatTools.ENDING.contains(name)) {
        List<String> known = new ArrayList<>(MEMORY);
        given.forEach(tool -> known.add(tool.spec().name()));
        throw MemoryException.invalid(
            "the template allows a tool '%s', which there is not.%s There are %s; give others with AgentBuilder.tool"
                .formatted(name, NearestName.hint(known, name), String.join(", ", known)));
      }
    }
  }
}
