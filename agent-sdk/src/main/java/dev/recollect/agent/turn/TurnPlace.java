package dev.recollect.agent.turn;

import org.jspecify.annotations.Nullable;

/**
 * Which turn it is.
 *
 * @param tenant the tenant
 * @param agent name of the agent
 * @param conversation id of the conversation, unique among those of one user
 * @param turn id of the turn, unique for ever
 * @param user whose conversation it is, or null if the agent was opened for nobody in particular
 */
public record TurnPlace(
    String tenant, String agent, String conversation, String turn, @Nullable String user) {

  /** Creates the place of a turn of an agent that was opened for nobody in particular. */
  public TurnPlace(String tenant, String agent, String conversation, String turn) {
    this(tenant, agent, conversation, turn, null);
  }
}
