package dev.recollect.agent.state;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The keys of one agent and one of its conversations in the state store.
 *
 * @param prefix what all keys of the agent start with, ending in {@code /}
 * @param conversation id of the conversation
 */
public record StateKeys(String prefix, String conversation) {

  /** Returns the key that says an owner of memory is an agent, below the owner's prefix. */
  public static String agent(String prefix) {
    return prefix + "agent";
  }

  /** Returns the key of the head: what the conversation is beside its messages. */
  public String head() {
    return prefix + "conversation/" + conversation + "/head";
  }

  /** Returns what the keys of messages start with. */
  public String messages() {
    return prefix + "conversation/" + conversation + "/message/";
  }

  /** Returns the key of the message at a position. */
  public String message(Position position) {
    return messages() + position.key();
  }

  /** Returns the key of the turn that answered a request. */
  public String request(String requestId) {
    String safe = HexFormat.of().formatHex(requestId.getBytes(StandardCharsets.UTF_8));
    return prefix + "conversation/" + conversation + "/request/" + safe;
  }
}
