package dev.recollect.memory.core.config;

import dev.recollect.memory.api.error.MemoryException;
import java.util.Optional;

/**
 * A model as users name it: {@code provider} or {@code provider:name}.
 *
 * @param provider id of the provider
 * @param name the model's name at that provider, if given
 */
public record ModelId(String provider, Optional<String> name) {

  /**
   * Returns the id that a text names.
   *
   * @throws MemoryException INVALID if provider or name is blank
   */
  public static ModelId parse(String text) {
    int colon = text.indexOf(':');
    String provider = (colon < 0 ? text : text.substring(0, colon)).strip();
    Optional<String> name =
        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1).strip());
    if (provider.isEmpty() || name.filter(String::isEmpty).isPresent()) {
      throw MemoryException.invalid(
          "model '" + text + "' must be <provider> or <provider>:<name>, for example openai:gpt-5");
    }
    return new ModelId(provider, name);
  }
}
