package dev.recollect.memory.core.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of a plugin: the JDK's from the JDK, those of the API from the application, and
 * all others from the plugin's own jars and from nowhere else. So a plugin and the application may
 * use different versions of a library. Thread-safe.
 */
final class PluginClassLoader extends URLClassLoader {

  /**
   * What both sides must mean the same by: the API, its annotations, and the logging facade, whose
   * output is the application's business.
   */
  private static final List<String> SHARED =
      List.of("dev.recollect.memory.api.", "org.jspecify.annotations.", "org.slf4j.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader application;

  /**
   * Creates a loader.
   *
   * @param jars where the plugin's classes are
   * @param application where the API is
   */
  PluginClassLoader(String name, URL[] jars, ClassLoader application) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
    this.application = application;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      try {
        return application.loadClass(name);
      } catch (ClassNotFoundException e) {
        // The application does without it, for example without SLF4J: then it is the plugin's own.
      }
    }
    return super.loadClass(name, resolve);
  }
}
