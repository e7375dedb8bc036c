package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.core.config.ConfigFaults;
import dev.recollect.memory.core.config.ConfigReader;
import dev.recollect.memory.core.config.ConfigSources;
import dev.recollect.memory.core.config.HomeFolder;
import dev.recollect.memory.core.discovery.ProviderPlaces;
import dev.recollect.memory.core.plugin.Plugin;
import dev.recollect.memory.core.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known before anything is opened: texts, plugins and providers.
 *
 * @param home the home folder
 * @param plugins the plugins; to be closed last
 * @param providers everything that can be opened
 * @param reader turns the texts into a configuration
 * @param faults what was found wrong so far
 */
record Groundwork(
    HomeFolder home,
    Plugins plugins,
    Providers providers,
    ConfigReader reader,
    ConfigFaults faults) {

  static final String PLUGINS = "plugins";

  static Groundwork lay(OpenRequest request) {
    ConfigFaults faults = new ConfigFaults();
    ConfigSources sources = ConfigSources.read(request.inputs(), faults);
    Plugins plugins = plugins(request, sources.home());
    try {
      Providers providers =
          Providers.discover(places(request, plugins), request.backends(), faults);
      ConfigReader reader =
          new ConfigReader(sources, providers.directories(), request.embeddingModel() != null);
      return new Groundwork(sources.home(), plugins, providers, reader, faults);
    } catch (RuntimeException | LinkageError e) {
      close(plugins, e);
      throw e;
    }
  }

  private static void close(Plugins plugins, Throwable because) {
    try {
      plugins.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static Plugins plugins(OpenRequest request, HomeFolder home) {
    if (!request.plugins()) {
      return Plugins.NONE;
    }
    Path folder = home.path().resolve(PLUGINS);
    return home.trusted()
        ? Plugins.open(folder, request.loader())
        : Plugins.refused(
            folder,
            "the home folder is named by "
                + home.origin()
                + ", and a file that may have come with the working folder decides nothing about"
                + " which programs run here; set RECOLLECT_HOME in the environment instead");
  }

  private static ProviderPlaces places(OpenRequest request, Plugins plugins) {
    List<ClassLoader> loaders = new ArrayList<>();
    loaders.add(request.loader());
    plugins.plugins().stream().map(Plugin::loader).forEach(loaders::add);
    return new ProviderPlaces(loaders, plugins.broken());
  }
}
