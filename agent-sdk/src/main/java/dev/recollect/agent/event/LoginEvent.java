package dev.recollect.agent.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recollect.agent.tool.MemoryToolTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event that a person has come and said nothing yet, in MemGPT's form: {@code
 * {"type":"login","last_login":"Never (first login)","time":"2026-01-31 09:05:00 AM CET+0100"}}.
 *
 * @param lastLogin when the person was there before, or {@link #NEVER}
 * @param time when they came
 */
public record LoginEvent(String lastLogin, String time) {

  /** What stands for the time before the first login. */
  public static final String NEVER = "Never (first login)";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String TYPE = "login";

  /** Returns the event of a moment, and of the last time the person was there, or null. */
  public static LoginEvent of(@Nullable Instant last, Instant now, ZoneId zone) {
    String before = last == null ? NEVER : MemoryToolTime.format(last, zone);
    return new LoginEvent(before, MemoryToolTime.format(now, zone));
  }

  /** Returns the event that a message is; empty if it is none. */
  public static Optional<LoginEvent> read(String message) {
    if (!message.startsWith("{") || !message.contains("last_login")) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(message);
      return Optional.of(node)
          .filter(object -> object.path("type").asText().equals(TYPE))
          .map(object ->
              new LoginEvent(object.path("last_login").asText(), object.path("time").asText()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the person was never there before. */
  public boolean first() {
    return lastLogin.equals(NEVER);
  }

  /** Returns the event as the text of a message. */
  public String json() {
    return MAPPER
        .createObjectNode()
        .put("type", TYPE)
        .put("last_login", lastLogin)
        .put("time", time)
        .toString();
  }
}
