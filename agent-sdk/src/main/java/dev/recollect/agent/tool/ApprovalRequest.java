package dev.recollect.agent.tool;

import dev.recollect.memory.api.value.CallOptions;

/** A call that somebody is to approve. Immutable. */
public final class ApprovalRequest {

  private final String agent;
  private final String tool;
  private final String arguments;
  private final String key;
  private final CallOptions options;

  ApprovalRequest(String agent, String tool, String arguments, String key, CallOptions options) {
    this.agent = agent;
    this.tool = tool;
    this.arguments = arguments;
    this.key = key;
    this.options = options;
  }

  /** Returns the name of the agent whose model calls. */
  public String agent() {
    return agent;
  }

  /** Returns the name of the tool. */
  public String tool() {
    return tool;
  }

  /** Returns the arguments as JSON text of an object, as the tool will get them. */
  public String arguments() {
    return arguments;
  }

  /** Returns the key of the call, the same when it runs again after a crash. */
  public String key() {
    return key;
  }

  /** Returns deadline and cancellation of the turn. */
  public CallOptions options() {
    return options;
  }

  /** Returns agent, tool and key; not the arguments, which may be private. */
  @Override
  public String toString() {
    return "call " + key + " of tool " + tool + " by agent " + agent;
  }
}
