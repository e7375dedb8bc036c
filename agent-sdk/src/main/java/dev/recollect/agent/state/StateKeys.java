package dev.recollect.agent.state;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The keys of one agent and one of its conversations in the state store. In the conversation's id,
 * {@code /} and {@code %} are percent-escaped.
 *
 * @param prefix what all keys of the agent start with, ending in {@code /}
 * @param conversation id of the conversation
 */
public record StateKeys(String prefix, String conversation) {

  /** Returns the key that says an owner of memory is an agent, below the owner's prefix. */
  public static String agent(String prefix) {
    return prefix + "agent";
  }

  /** Returns what the keys of all conversations of an agent start with. */
  static String conversations(String prefix) {
    return prefix + "conversation/";
  }

  /** Returns the id of the conversation that a key below {@link #conversations} belongs to. */
  static String conversationOf(String prefix, String key) {
    String rest = key.substring(conversations(prefix).length());
    String escaped = rest.substring(0, Math.max(0, rest.indexOf('/')));
    return escaped.replace("%2F", "/").replace("%25", "%");
  }

  /** Returns the key of the head: what the conversation is beside its messages. */
  public String head() {
    return inConversation() + "head";
  }

  /** Returns what the keys of messages start with. */
  public String messages() {
    return inConversation() + "message/";
  }

  /** Returns the key of the message at a position. */
  public String message(Position position) {
    return messages() + position.key();
  }

  /** Returns what the keys of events start with that no turn has taken yet. */
  public String pending() {
    return inConversation() + "pending/";
  }

  /** Returns the key of what is still to be forgotten. */
  public String forgetting() {
    return inConversation() + "forgetting";
  }

  /** Returns what the keys of the turns that answered requests start with. */
  String requests() {
    return inConversation() + "request/";
  }

  /**
   * Returns the key of the turn that answered a request.
   *
   * @throws dev.recollect.memory.api.error.MemoryException LIMIT if the names of tenant,
   *     conversation and request are too long together
   */
  public String request(String requestId) {
    String safe = HexFormat.of().formatHex(requestId.getBytes(StandardCharsets.UTF_8));
    return Texts.requireStorable(
        "the key made of the ids of tenant, conversation and request",
        requests() + safe,
        Limits.STATE_KEY_BYTES);
  }

  private String inConversation() {
    String escaped = conversation.replace("%", "%25").replace("/", "%2F");
    return conversations(prefix) + escaped + "/";
  }
}
