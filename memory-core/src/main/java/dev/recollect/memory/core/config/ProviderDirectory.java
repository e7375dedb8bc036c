package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What configuration must know of the providers of one kind. Immutable. */
public interface ProviderDirectory {

  /** Returns the ids of the providers there are, ascending. */
  Set<String> ids();

  /** Returns the settings of a provider that is there. */
  List<Setting> settings(String id);

  /** Returns whether an artifact that is known, though it may not be there, provides the id. */
  boolean published(String id);

  /**
   * Returns in words that nobody provides an id, the nearest name, which ids there are, and which
   * artifact to add.
   *
   * @param instances names that may be given instead of an id
   */
  String unknown(String id, Collection<String> instances);
}
