package dev.recollect.observability;

import io.micrometer.common.KeyValues;

/** The tags that all operations have, whether they say something of one or not. */
final class Tags {

  private final KeyValues none;

  /** Creates tags, with the name of the agent among them or not. */
  Tags(boolean agentNames) {
    KeyValues all =
        KeyValues.of(
            GenAi.OPERATION, GenAi.NONE,
            GenAi.PROVIDER, GenAi.NONE,
            GenAi.REQUEST_MODEL, GenAi.NONE,
            GenAi.TOOL_NAME, GenAi.NONE,
            GenAi.DATA_SOURCE, GenAi.NONE,
            GenAi.ERROR, GenAi.NONE);
    this.none = agentNames ? all.and(GenAi.AGENT_NAME, GenAi.NONE) : all;
  }

  /** Returns those of an operation by a model, or by us. */
  KeyValues of(String operation, ObservedModel model) {
    return none.and(
        GenAi.OPERATION,
        operation,
        GenAi.PROVIDER,
        model.provider(),
        GenAi.REQUEST_MODEL,
        model.name());
  }
}
