package dev.recollect.memory.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The instances of one kind of provider, right or wrong; a wrong one matters once it is chosen. */
final class Instances {

  /**
   * An instance that was checked.
   *
   * @param instance the instance; empty if its provider is not there
   * @param faults what is wrong with it
   */
  record Checked(Optional<ProviderInstance> instance, ConfigFaults faults) {}

  private final Map<String, Checked> byName = new TreeMap<>();
  private final ProviderDirectory providers;

  Instances(ProviderDirectory providers) {
    this.providers = providers;
  }

  void add(String name, Checked checked) {
    byName.put(name, checked);
  }

  /** Returns the names of the instances, right or wrong. */
  Set<String> names() {
    return byName.keySet();
  }

  /** Returns the provider of an instance, if there is one. */
  Optional<String> type(String name) {
    return Optional.ofNullable(byName.get(name))
        .flatMap(Checked::instance)
        .map(ProviderInstance::type);
  }

  /** Adds what keeps an instance from being opened; nothing if it can be. */
  void check(String name, ConfigText choice, ConfigFaults faults) {
    Checked checked = byName.get(name);
    if (checked == null) {
      faults.add(choice.origin(), choice.key(), providers.unknown(name, names()));
    } else {
      faults.addAll(checked.faults());
    }
  }

  /**
   * Returns an instance that can be opened.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION with all that is wrong
   */
  ProviderInstance require(String name) {
    ConfigFaults faults = new ConfigFaults();
    Checked checked = byName.get(name);
    if (checked == null) {
      faults.add(providers.unknown(name, names()));
    } else {
      faults.addAll(checked.faults());
    }
    faults.throwIfAny();
    return Optional.ofNullable(checked).flatMap(Checked::instance).orElseThrow();
  }
}
