package dev.recollect.memory.core.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Jars that are loaded together, apart from the application and from other plugins.
 *
 * @param name the folder's name
 * @param jars the jars, by name
 * @param loader loads their classes; closed with the {@link Plugins}
 */
public record Plugin(String name, List<Path> jars, ClassLoader loader) {

  /** Copies the jars. */
  public Plugin {
    jars = List.copyOf(jars);
  }
}
