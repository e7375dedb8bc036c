package dev.recollect.observability;

/**
 * A model by the names of the conventions.
 *
 * @param provider who offers it
 * @param name its name there
 */
record ObservedModel(String provider, String name) {

  /** What runs without a model. */
  static final ObservedModel OURS = new ObservedModel(GenAi.RECOLLECT, GenAi.NONE);

  /** A model that is not known yet. */
  static final ObservedModel UNKNOWN = new ObservedModel(GenAi.NONE, GenAi.NONE);

  /** The provider of a model that code brought along. */
  private static final String APPLICATION = "application";

  /** Returns the model of an id, {@code provider} or {@code provider:name}. */
  static ObservedModel of(String id) {
    int colon = id.indexOf(':');
    return colon < 0
        ? new ObservedModel(provider(id), Texts.name(id))
        : new ObservedModel(provider(id.substring(0, colon)), Texts.name(id.substring(colon + 1)));
  }

  /** Returns a model of a provider; an empty one is the application itself. */
  static ObservedModel of(String provider, String name) {
    return new ObservedModel(
        provider.isEmpty() ? APPLICATION : provider(provider), Texts.name(name));
  }

  private static String provider(String id) {
    return id.equals("azure") ? "azure.ai.openai" : Texts.name(id);
  }
}
