package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recollect.agent.text.Storable;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolResult;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** The tools {@code send_message} and {@code pause_heartbeats} of the profile memgpt. */
public final class HeartbeatTools {

  /** Name of the tool with which the model speaks to the person. */
  public static final String SEND = "send_message";

  /** Name of the tool with which the model asks not to be woken by the clock. */
  public static final String PAUSE = "pause_heartbeats";

  /** Names of the tools after which the model does not ask for a heartbeat. */
  public static final Set<String> ENDING = Set.of(SEND, PAUSE);

  /** The longest pause, in minutes. */
  public static final int LONGEST_PAUSE = 360;

  private HeartbeatTools() {}

  /**
   * Returns the tools.
   *
   * @param pause takes for how many minutes heartbeats pause, 0 to {@link #LONGEST_PAUSE}
   */
  public static List<Tool> of(IntConsumer pause) {
    return List.of(send(), pause(pause));
  }

  /** What is sent is in the call itself; whoever runs the turn delivers it. */
  private static Tool send() {
    return new MemoryTool(
        SEND,
        "Sends a message to the human user.",
        new ParameterSchema()
            .text("message", "What to say. All Unicode (including emojis) is supported.")
            .json(),
        (arguments, invocation) -> {
          var unused = arguments.text("message");
          return MemoryTool.DONE;
        });
  }

  private static Tool pause(IntConsumer pause) {
    return new MemoryTool(
        PAUSE,
        "Pauses timed heartbeats; other events still wake you.",
        new ParameterSchema()
            .whole("minutes", "For how many minutes, at most " + LONGEST_PAUSE + ".")
            .json(),
        (arguments, invocation) -> {
          BigInteger asked = arguments.whole("minutes");
          int minutes =
              asked.max(BigInteger.ZERO).min(BigInteger.valueOf(LONGEST_PAUSE)).intValue();
          pause.accept(minutes);
          return ToolResult.ok("Pausing timed heartbeats for " + minutes + " min");
        });
  }

  /** Returns what a call sends; empty if it sends nothing or its arguments cannot be read. */
  public static Optional<String> sent(ToolCall call) {
    if (!call.name().equals(SEND)) {
      return Optional.empty();
    }
    try {
      JsonNode message = ArgumentRepair.parse(call.arguments()).path("message");
      return Optional.of(message.isTextual() ? Storable.of(message.textValue()) : "")
          .filter(text -> !text.isBlank());
    } catch (BadArgumentsException e) {
      return Optional.empty();
    }
  }

  /** Returns the content of the tool message that a message was sent. */
  public static String delivered(Instant now, ZoneId zone) {
    return ToolBox.content(MemoryTool.DONE, now, zone);
  }
}
