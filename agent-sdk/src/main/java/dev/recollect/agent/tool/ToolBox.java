package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.internal.NearestName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools of an agent by name. Whatever a model calls, it gets an answer that it can read: a
 * fault of the call is a failure that says what would be right. As thread-safe as its tools.
 */
public final class ToolBox {

  private static final Set<String> MEMORY_TOOLS =
      Set.of(
          "core_memory_append",
          "core_memory_replace",
          "conversation_search",
          "conversation_search_date",
          "archival_memory_insert",
          "archival_memory_search",
          HeartbeatTools.SEND,
          HeartbeatTools.PAUSE);

  private final Map<String, Tool> memoryTools = new LinkedHashMap<>();
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final List<ToolSpec> specs;
  private final ZoneId zone;

  /**
   * Creates a box.
   *
   * @param memoryTools the tools that keep memory
   * @param others the application's tools
   * @param zone the zone of times in results
   */
  public ToolBox(Collection<Tool> memoryTools, Collection<Tool> others, ZoneId zone) {
    memoryTools.forEach(tool -> this.memoryTools.put(tool.spec().name(), tool));
    memoryTools.forEach(this::add);
    others.forEach(this::add);
    this.specs = tools.values().stream().map(Tool::spec).toList();
    this.zone = zone;
  }

  private void add(Tool tool) {
    tools.put(tool.spec().name(), tool);
  }

  /**
   * Checks the names of an application's tools.
   *
   * @throws MemoryException INVALID if two have one name, or one has the name of a memory tool
   */
  public static void requireNames(Collection<Tool> others) {
    Set<String> taken = new HashSet<>(MEMORY_TOOLS);
    for (Tool tool : others) {
      if (!taken.add(tool.spec().name())) {
        throw MemoryException.invalid(
            "there is already a tool named '"
                + tool.spec().name()
                + "'; give this one another name");
      }
    }
  }

  /** Returns what a model is told of the tools. */
  public List<ToolSpec> specs() {
    return specs;
  }

  /**
   * Returns whether a call must run after those before it: what it changes, they may change too.
   */
  public boolean ordered(ToolCall call) {
    return call.name().equals(CoreMemoryTools.APPEND)
        || call.name().equals(CoreMemoryTools.REPLACE);
  }

  /** Returns whether a call may act outside the state store. */
  public boolean acts(ToolCall call) {
    boolean known = tools.containsKey(call.name());
    boolean keeps = memoryTools.containsKey(call.name());
    return known && (!keeps || call.name().equals(SearchTools.ARCHIVAL_INSERT));
  }

  /** Returns whether a call may run again after a crash; one to an unknown tool does nothing. */
  public boolean repeatable(ToolCall call) {
    Tool tool = tools.get(call.name());
    return tool == null || tool.idempotent();
  }

  /**
   * Runs a call.
   *
   * @throws MemoryException CANCELLED if the turn was cancelled meanwhile; nothing else is thrown
   */
  public ToolResult run(ToolCall call, String key, CallOptions options) {
    Tool tool = tools.get(call.name());
    if (tool == null) {
      return ToolResult.failed(
          "No function named "
              + call.name()
              + "."
              + NearestName.hint(tools.keySet(), call.name())
              + " There are: "
              + String.join(", ", tools.keySet()));
    }
    try {
      String arguments = Json.object(call.arguments()).toString();
      return tool.call(new ToolInvocation(key, arguments, options));
    } catch (BadArgumentsException e) {
      return failure(call, sentence(said(e)) + " Its arguments are: " + tool.spec().parameters());
    } catch (RuntimeException e) {
      if (options.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
        throw new MemoryException(ErrorKind.CANCELLED, "the turn was cancelled in a tool", e);
      }
      return failure(call, said(e));
    }
  }

  private static ToolResult failure(ToolCall call, String explanation) {
    return ToolResult.failed("Error calling function " + call.name() + ": " + explanation);
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.?!]") ? text : text + ".";
  }

  private static String said(RuntimeException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  /** Returns the content of a tool message, as MemGPT writes it. */
  public String content(ToolResult result, Instant now) {
    return content(result, now, zone);
  }

  static String content(ToolResult result, Instant now, ZoneId zone) {
    ObjectNode content = Json.MAPPER.createObjectNode();
    content.put("status", result.failed() ? "Failed" : "OK");
    content.put("message", result.text());
    content.put("time", MemoryToolTime.format(now, zone));
    return content.toString();
  }

  /** Returns the result that a tool message holds. */
  public static ToolResult read(Message message) {
    JsonNode content = Json.object(message.text());
    boolean failed = !content.path("status").asText().equals("OK");
    return new ToolResult(failed, content.path("message").asText(), message.references());
  }

  /** Returns whether a tool's results are pages of memory, which bound themselves. */
  public boolean pagesItself(ToolCall call) {
    return memoryTools.containsKey(call.name());
  }
}
