package dev.recollect.agent.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recollect.agent.tool.MemoryToolTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON objects in which a model is told what happens, in MemGPT's form; {@link LoginEvent} is
 * one more.
 */
public final class AgentEvents {

  /** What events begin with of which the person shall not hear. */
  public static final String HIDDEN = "[This is an automated system message hidden from the user] ";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String USER_MESSAGE = "user_message";
  private static final Set<String> UNSAID = Set.of("login", "heartbeat", "system_alert");

  private AgentEvents() {}

  /** Returns what somebody said: {@code {"type":"user_message","message":"…","time":"…"}}. */
  public static String userMessage(String text, Instant at, ZoneId zone) {
    return event(USER_MESSAGE, "message", text, at, zone);
  }

  /**
   * Returns that the model may act again, and why: {@code
   * {"type":"heartbeat","reason":"…","time":"…"}}.
   */
  public static String heartbeat(String reason, Instant at, ZoneId zone) {
    return event("heartbeat", "reason", reason, at, zone);
  }

  /**
   * Returns what the application tells: {@code {"type":"system_alert","message":"…","time":"…"}}.
   */
  public static String alert(String message, Instant at, ZoneId zone) {
    return event("system_alert", "message", message, at, zone);
  }

  private static String event(String type, String field, String text, Instant at, ZoneId zone) {
    return MAPPER
        .createObjectNode()
        .put("type", type)
        .put(field, text)
        .put("time", MemoryToolTime.format(at, zone))
        .toString();
  }

  /** Returns what somebody said, of an event that tells it; empty for any other text. */
  public static Optional<String> said(String text) {
    return read(text)
        .filter(event -> event.path("type").asText().equals(USER_MESSAGE))
        .map(event -> event.path("message").asText());
  }

  /** Returns whether a text is an event that nobody said. */
  public static boolean unsaid(String text) {
    return read(text).filter(event -> UNSAID.contains(event.path("type").asText())).isPresent();
  }

  private static Optional<JsonNode> read(String text) {
    if (!text.startsWith("{\"type\":")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
