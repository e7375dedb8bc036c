package dev.recollect.memory.core.plugin;

import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.spi.BackendProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of a folder: the jars that lie in it make one plugin together, and each folder with
 * jars is one of its own. A jar that cannot be opened is logged and left out. Closing it closes the
 * jars: whatever was opened with a plugin is closed before. Thread-safe.
 */
public final class Plugins implements AutoCloseable {

  /** No plugins. */
  public static final Plugins NONE = new Plugins(List.of(), List.of(), List.of());

  private static final List<String> SERVICE_FILES =
      Stream.of(BackendProvider.class, ChatModelProvider.class, EmbeddingModelProvider.class)
          .map(type -> "META-INF/services/" + type.getName())
          .toList();

  private static final System.Logger LOG = System.getLogger(Plugins.class.getName());

  private final List<Plugin> plugins;
  private final List<String> broken;
  private final List<PluginClassLoader> loaders;

  private Plugins(List<Plugin> plugins, List<String> broken, List<PluginClassLoader> loaders) {
    this.plugins = List.copyOf(plugins);
    this.broken = List.copyOf(broken);
    this.loaders = List.copyOf(loaders);
  }

  /**
   * Opens the plugins of a folder; none if it does not exist.
   *
   * @param application where plugins find the API
   */
  public static Plugins open(Path folder, ClassLoader application) {
    return Files.exists(folder) ? new Opening(application).open(folder) : NONE;
  }

  /**
   * Returns no plugins, and for the record why those of a folder are not opened; {@link #NONE} if
   * there are none.
   */
  public static Plugins refused(Path folder, String why) {
    return Files.exists(folder)
        ? new Plugins(List.of(), List.of(folder + " is passed over: " + why), List.of()).logged()
        : NONE;
  }

  /** Returns the plugins, by name. */
  public List<Plugin> plugins() {
    return plugins;
  }

  /** Returns what was left out, and why, a line each. */
  public List<String> broken() {
    return broken;
  }

  private Plugins logged() {
    broken.forEach(line -> LOG.log(System.Logger.Level.WARNING, "plugins: " + line));
    return this;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (PluginClassLoader loader : loaders) {
      failure = closed(loader, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable IOException closed(
      PluginClassLoader loader, @Nullable IOException earlier) {
    try {
      loader.close();
    } catch (IOException e) {
      return earlier == null ? e : earlier;
    }
    return earlier;
  }

  /** Gathers the plugins of one folder. */
  private static final class Opening {
    private final ClassLoader application;
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<PluginClassLoader> loaders = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Opening(ClassLoader application) {
      this.application = application;
    }

    Plugins open(Path folder) {
      List<Path> entries = list(folder);
      add(folder, sound(entries));
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          addFolder(entry);
        }
      }
      return new Plugins(plugins, broken, loaders).logged();
    }

    private void addFolder(Path folder) {
      List<Path> entries = list(folder);
      if (entries.stream().noneMatch(Opening::isJar)) {
        broken.add(folder + " holds no jar; put the jars of the plugin directly into it");
      }
      add(folder, sound(entries));
    }

    private void add(Path folder, List<Path> jars) {
      if (jars.isEmpty()) {
        return;
      }
      String name = name(folder);
      URL[] urls = jars.stream().map(Opening::url).toArray(URL[]::new);
      PluginClassLoader loader = new PluginClassLoader("plugin " + name, urls, application);
      loaders.add(loader);
      plugins.add(new Plugin(name, jars, loader));
      if (SERVICE_FILES.stream().allMatch(file -> loader.findResource(file) == null)) {
        broken.add(
            "no jar in " + folder + " names a provider; one must have one of " + SERVICE_FILES);
      }
    }

    private List<Path> list(Path folder) {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.filter(entry -> !hidden(entry)).sorted().toList();
      } catch (IOException e) {
        broken.add(folder + " cannot be listed: " + e);
        return List.of();
      }
    }

    private List<Path> sound(List<Path> entries) {
      return entries.stream().filter(Opening::isJar).filter(this::isSound).toList();
    }

    /** The class loader of the JDK passes over what is no jar without a word. */
    private boolean isSound(Path jar) {
      try {
        new JarFile(jar.toFile()).close();
        return true;
      } catch (IOException e) {
        broken.add(jar + " is no jar that can be read: " + e.getMessage());
        return false;
      }
    }

    private static boolean isJar(Path entry) {
      return Files.isRegularFile(entry) && name(entry).toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static boolean hidden(Path entry) {
      return name(entry).startsWith(".");
    }

    private static String name(Path entry) {
      return String.valueOf(entry.getFileName());
    }

    private static URL url(Path jar) {
      try {
        return jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a path of files has a URL", e);
      }
    }
  }
}
