package dev.recollect.agent.profile;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.internal.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an agent and its model speak with each other. */
public enum AgentProfile {

  /**
   * The way of models that were trained to call tools: what the model says without a call is its
   * answer and ends the turn, calls of one reply run beside each other.
   */
  NATIVE,

  /**
   * MemGPT's way (0.3): the model speaks to the person with {@code send_message} alone, what it
   * says beside calls are its inner thoughts, and it goes on after a call when it asks for it with
   * {@code request_heartbeat} or the call failed. Messages and events are JSON objects.
   */
  MEMGPT;

  /** Returns the name by which configuration and templates choose the profile. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the profile of a name.
   *
   * @throws MemoryException INVALID with the nearest name
   */
  public static AgentProfile of(String id) {
    List<String> ids = Arrays.stream(values()).map(AgentProfile::id).toList();
    int index = ids.indexOf(id);
    if (index < 0) {
      throw MemoryException.invalid(
          "there is no profile '"
              + id
              + "'; there are native and memgpt."
              + NearestName.hint(ids, id));
    }
    return values()[index];
  }
}
