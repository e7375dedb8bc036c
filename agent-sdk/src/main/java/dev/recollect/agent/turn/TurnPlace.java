package dev.recollect.agent.turn;

/**
 * Which turn it is.
 *
 * @param tenant the tenant
 * @param agent name of the agent
 * @param conversation id of the conversation
 * @param turn id of the turn, unique for ever
 */
public record TurnPlace(String tenant, String agent, String conversation, String turn) {}
