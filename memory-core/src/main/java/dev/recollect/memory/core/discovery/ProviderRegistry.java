package dev.recollect.memory.core.discovery;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.config.Masking;
import dev.recollect.memory.core.config.ProviderDirectory;
import dev.recollect.memory.core.inspect.FoundProvider;
import dev.recollect.memory.core.internal.NearestName;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The providers of one kind by id. Immutable. */
public final class ProviderRegistry<P> implements ProviderDirectory {

  /**
   * A provider whose settings could be read.
   *
   * @param provider the provider
   * @param origin its class, and the jar or folder it comes from
   * @param description what it says of itself
   * @param settings what it declares
   */
  record Found<P>(P provider, String origin, String description, List<Setting> settings) {}

  private final ProviderKind<P> kind;
  private final SortedMap<String, Found<P>> found;
  private final List<String> broken;

  /**
   * Creates a registry.
   *
   * @param broken what could not be loaded, a line each
   */
  ProviderRegistry(ProviderKind<P> kind, SortedMap<String, Found<P>> found, List<String> broken) {
    this.kind = kind;
    this.found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
    this.broken = List.copyOf(broken);
  }

  @Override
  public Set<String> ids() {
    return found.keySet();
  }

  @Override
  public List<Setting> settings(String id) {
    return require(id).settings();
  }

  /**
   * Returns the provider of an id.
   *
   * @throws MemoryException CONFIGURATION naming the nearest id, the ids there are and the artifact
   *     to add
   */
  public P provider(String id) {
    return require(id).provider();
  }

  /** Returns what is known of the providers, by id. */
  public List<FoundProvider> list() {
    return found.entrySet().stream()
        .map(entry -> describe(entry.getKey(), entry.getValue()))
        .toList();
  }

  private FoundProvider describe(String id, Found<P> known) {
    String version = known.provider().getClass().getPackage().getImplementationVersion();
    return new FoundProvider(
        kind.noun(),
        id,
        Objects.requireNonNullElse(version, "unknown"),
        known.origin(),
        known.description());
  }

  /** Returns what could not be loaded, a line each. */
  public List<String> broken() {
    return broken;
  }

  private Found<P> require(String id) {
    Found<P> known = found.get(id);
    if (known == null) {
      throw new MemoryException(ErrorKind.CONFIGURATION, unknown(id, Set.of()));
    }
    return known;
  }

  @Override
  public boolean published(String id) {
    return kind.artifacts().containsKey(id);
  }

  @Override
  public String unknown(String id, Collection<String> instances) {
    Set<String> names = new TreeSet<>(found.keySet());
    names.addAll(instances);
    Set<String> hinted = new TreeSet<>(names);
    hinted.addAll(kind.artifacts().keySet());
    hinted.remove(id);
    return "there is no "
        + kind.noun()
        + " '"
        + Masking.shown(id)
        + "'"
        + remedy(hinted, id)
        + " There are: "
        + (names.isEmpty() ? "none" : String.join(", ", names))
        + "."
        + trouble();
  }

  private String remedy(Set<String> names, String id) {
    return published(id)
        ? "; add " + kind.artifacts().get(id) + "."
        : NearestName.among(names, id)
            .map(near -> ". Did you mean '" + near + "'?" + toAdd(near))
            .orElse(".");
  }

  private String toAdd(String near) {
    return published(near) && !found.containsKey(near)
        ? " Then add " + kind.artifacts().get(near) + "."
        : "";
  }

  private String trouble() {
    return broken.isEmpty() ? "" : " Could not be loaded: " + String.join("; ", broken);
  }
}
