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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Name of the tool that reads on in a result that was too long to be shown whole. */
  public static final String READ_MORE = "read_more";

  private final Map<String, Tool> memoryTools = new LinkedHashMap<>();
  private final Map<String, Tool> others = new LinkedHashMap<>();
  private final Map<String, ToolRunner> runners = new LinkedHashMap<>();
  private final ToolThreads threads;
  private final List<ToolSpec> specs = new ArrayList<>();
  private final ZoneId zone;

  /**
   * Creates a box without rules.
   *
   * @param memoryTools the tools that keep memory
   * @param others the application's tools
   * @param zone the zone of times in results
   */
  public ToolBox(Collection<Tool> memoryTools, Collection<Tool> others, ZoneId zone) {
    this(memoryTools, others, zone, ToolRules.none());
  }

  /**
   * Creates a box.
   *
   * @param memoryTools the tools that keep memory
   * @param others the application's tools
   * @param zone the zone of times in results
   * @param rules how the application's tools are run; its list of allowed tools has been applied
   */
  public ToolBox(
      Collection<Tool> memoryTools, Collection<Tool> others, ZoneId zone, ToolRules rules) {
    this.threads = new ToolThreads(rules.listener());
    for (Tool tool : memoryTools) {
      this.memoryTools.put(tool.spec().name(), tool);
      specs.add(tool.spec());
    }
    if (!others.isEmpty()) {
      specs.add(ResultPages.SPEC);
    }
    for (Tool tool : others) {
      this.others.put(tool.spec().name(), tool);
      runners.put(tool.spec().name(), new ToolRunner(tool, rules, threads));
      specs.add(tool.spec());
    }
    this.zone = zone;
  }

  /**
   * Checks that a tool can be added to others: its name is free, and its schema is right.
   *
   * @throws MemoryException INVALID
   */
  public static void requireFits(Collection<Tool> others, Tool tool) {
    String name = tool.spec().name();
    boolean taken =
        MEMORY_TOOLS.contains(name)
            || name.equals(READ_MORE)
            || others.stream().anyMatch(other -> other.spec().name().equals(name));
    if (taken) {
      throw MemoryException.invalid(
          "there is already a tool named '" + name + "'; give this one another name");
    }
    if (!(tool instanceof CheckedTool)) {
      JsonSchema.of(name, tool.spec().parameters());
    }
  }

  /** Returns what a model is told of the tools. */
  public List<ToolSpec> specs() {
    return List.copyOf(specs);
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
    Tool other = others.get(call.name());
    return other == null ? call.name().equals(SearchTools.ARCHIVAL_INSERT) : !reads(other);
  }

  private static boolean reads(Tool tool) {
    return tool instanceof SchemaTool ours && ours.readsOnly();
  }

  /** Returns whether a call may run again after a crash; one to an unknown tool does nothing. */
  public boolean repeatable(ToolCall call) {
    Tool other = others.get(call.name());
    return other == null || runner(call).policy().idempotent(other);
  }

  private ToolRunner runner(ToolCall call) {
    return Objects.requireNonNull(runners.get(call.name()));
  }

  /** Returns whether this thread runs a tool of this box, or was begun by one that still runs. */
  public boolean runsCall() {
    return threads.inside();
  }

  /**
   * Runs a call.
   *
   * <p>A memory tool runs on this thread; it bounds itself. One of the application's runs on a
   * thread of its own, so that this one can give it up.
   *
   * @throws MemoryException CANCELLED if the turn was cancelled meanwhile; nothing else is thrown
   */
  public ToolResult run(ToolCall call, String key, CallOptions options) {
    Tool memoryTool = memoryTools.get(call.name());
    Tool tool = memoryTool == null ? others.get(call.name()) : memoryTool;
    if (tool == null) {
      return unknown(call);
    }
    try {
      if (memoryTool == null) {
        return runner(call).run(call.arguments(), key, options);
      }
      String arguments = ArgumentRepair.parse(call.arguments()).toString();
      return memoryTool.call(new ToolInvocation(key, arguments, options));
    } catch (BadArgumentsException e) {
      return failed(
          call, sentence(ToolRunner.said(e)) + " Its arguments are: " + tool.spec().parameters());
    } catch (RuntimeException e) {
      if (options.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
        throw new MemoryException(ErrorKind.CANCELLED, "the turn was cancelled in a tool", e);
      }
      return failed(call, ToolRunner.said(e));
    }
  }

  private ToolResult unknown(ToolCall call) {
    List<String> names = specs.stream().map(ToolSpec::name).toList();
    return ToolResult.failed(
        "No function named "
            + call.name()
            + "."
            + NearestName.hint(names, call.name())
            + " There are: "
            + String.join(", ", names));
  }

  private static ToolResult failed(ToolCall call, String explanation) {
    return ToolResult.failed("Error calling function " + call.name() + ": " + explanation);
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.?!]") ? text : text + ".";
  }

  /** Returns how many tokens of a call's result are shown at once. */
  public int resultTokens(ToolCall call) {
    ToolRunner runner = runners.get(call.name());
    return runner == null ? ToolPolicy.RESULT_TOKENS : runner.policy().resultTokens();
  }

  /** Returns whether a call reads on in a result, which {@link ResultPages} answers. */
  public boolean readsMore(ToolCall call) {
    return !runners.isEmpty() && call.name().equals(READ_MORE);
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
