package dev.recollect.memory.core.discovery;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.core.config.ConfigFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Walks the providers of one kind that class loaders see. A provider that cannot be loaded is
 * logged with its jar and left out, so that it harms only whoever chooses it. Not thread-safe.
 */
public final class ProviderDiscovery<P> {

  private static final System.Logger LOG = System.getLogger(ProviderDiscovery.class.getName());
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,63}");

  // A loader whose resources cannot be listed fails again at each step.
  private static final int MOST_FAILURES = 1_000;

  private final ProviderKind<P> kind;
  private final ConfigFaults faults;
  private final List<ClassLoader> plugins;
  private final SortedMap<String, ProviderRegistry.Found<P>> found = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private ProviderDiscovery(ProviderKind<P> kind, List<ClassLoader> plugins, ConfigFaults faults) {
    this.kind = kind;
    this.plugins = plugins;
    this.faults = faults;
  }

  /**
   * Returns the providers of a kind.
   *
   * @param places what is searched
   * @param given providers that code brings along
   * @param faults takes two providers of one id, naming both jars
   */
  public static <P> ProviderRegistry<P> discover(
      ProviderKind<P> kind, ProviderPlaces places, List<P> given, ConfigFaults faults) {
    List<ClassLoader> loaders = places.loaders();
    List<ClassLoader> plugins = loaders.subList(Math.min(1, loaders.size()), loaders.size());
    ProviderDiscovery<P> discovery = new ProviderDiscovery<>(kind, plugins, faults);
    discovery.broken.addAll(places.broken());
    given.forEach(provider -> discovery.add(provider, origin(provider.getClass())));
    places.loaders().forEach(discovery::walk);
    return new ProviderRegistry<>(kind, discovery.found, discovery.broken);
  }

  private void walk(ClassLoader loader) {
    Spliterator<ServiceLoader.Provider<P>> providers =
        ServiceLoader.load(kind.type(), loader).stream().spliterator();
    boolean more = true;
    int before = broken.size();
    while (more && broken.size() < before + MOST_FAILURES) {
      try {
        more = providers.tryAdvance(this::add);
      } catch (ServiceConfigurationError | LinkageError e) {
        report(ServiceFiles.origin(loader, kind.type(), e), e);
      }
    }
  }

  private void add(ServiceLoader.Provider<P> candidate) {
    String origin = candidate.type().getName();
    try {
      origin = origin(candidate.type());
      add(candidate.get(), origin);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      report(origin, e);
    }
  }

  private void add(P provider, String origin) {
    String id;
    ProviderRegistry.Found<P> candidate;
    try {
      id = Objects.requireNonNull(kind.id().apply(provider), "id");
      String description =
          Objects.requireNonNull(kind.description().apply(provider), "description");
      List<Setting> settings = List.copyOf(kind.settings().apply(provider));
      candidate = new ProviderRegistry.Found<>(provider, origin, description, settings);
    } catch (LinkageError | RuntimeException e) {
      report(origin, e);
      return;
    }
    if (!ID.matcher(id).matches()) {
      faults.add("the id '" + id + "' of " + origin + " must be lower-case letters and digits");
      return;
    }
    addUnique(id, candidate);
  }

  private void addUnique(String id, ProviderRegistry.Found<P> candidate) {
    ProviderRegistry.Found<P> first = found.putIfAbsent(id, candidate);
    if (first != null && !same(first.provider().getClass(), candidate.provider().getClass())) {
      faults.add(
          "two providers have the "
              + kind.noun()
              + " id '"
              + id
              + "': "
              + first.origin()
              + " and "
              + candidate.origin()
              + "; remove one");
    }
  }

  /** Of a class of the application that a plugin brings as well, the application's counts. */
  private boolean same(Class<?> first, Class<?> second) {
    return first.equals(second)
        || (first.getName().equals(second.getName()) && !plugins.contains(first.getClassLoader()));
  }

  private void report(String origin, Throwable cause) {
    String line = origin + ": " + root(cause);
    broken.add(line);
    LOG.log(
        System.Logger.Level.WARNING,
        "a provider of a " + kind.noun() + " could not be loaded and is left out: " + line);
  }

  /** What wraps it says only that a provider could not be loaded. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String origin(Class<?> type) {
    return type.getName() + " in " + ServiceFiles.location(type);
  }
}
