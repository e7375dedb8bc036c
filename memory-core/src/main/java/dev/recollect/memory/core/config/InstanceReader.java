package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.internal.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the settings of one kind of provider: {@code backend.<instance>.<setting>} with the
 * provider's id in {@code type}, or {@code model.<id>.<setting>} without.
 */
final class InstanceReader {

  static final String TYPE = "type";

  private static final Setting TYPE_SETTING =
      Setting.of(TYPE, SettingType.TEXT, "Provider of the instance");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");

  private final String prefix;
  private final boolean named;
  private final ProviderDirectory providers;
  private final ConfigSources sources;

  /**
   * Creates a reader.
   *
   * @param prefix what the keys start with, for example {@code backend.}
   * @param named whether instances have names of their own, and {@code type} says their provider
   */
  InstanceReader(String prefix, boolean named, ProviderDirectory providers, ConfigSources sources) {
    this.prefix = prefix;
    this.named = named;
    this.providers = providers;
    this.sources = sources;
  }

  /** Returns whether a key is one of this kind of provider. */
  boolean owns(String key) {
    return key.startsWith(prefix);
  }

  /** Returns the names that keys of the sources contain, and what each came to. */
  Instances read(ConfigFaults faults) {
    Instances instances = new Instances(providers);
    Set<String> given = givenNames(faults);
    Set<String> all = new TreeSet<>(given);
    all.addAll(providers.ids());
    for (String name : all) {
      Instances.Checked checked = check(name, given);
      instances.add(name, checked);
      boolean absent = checked.instance().isEmpty() && providers.published(type(name));
      if (given.contains(name) && !absent) {
        faults.addAll(checked.faults());
      }
    }
    return instances;
  }

  /** Returns the keys that a user may have meant. */
  Stream<String> knownKeys(Set<String> names) {
    return names.stream().flatMap(name -> settingNames(name).map(setting -> key(name, setting)));
  }

  /** Returns whether the provider of an instance is there. */
  boolean isProvided(String name) {
    return providers.ids().contains(type(name));
  }

  /** Returns the names that keys of the sources contain. */
  Set<String> given() {
    return givenNames(new ConfigFaults());
  }

  /** Returns the settings that the providers declare. */
  Stream<Setting> declared() {
    return providers.ids().stream().flatMap(id -> providers.settings(id).stream());
  }

  /** Returns every setting of the instances that exist or are named, by name. */
  Stream<EffectiveSetting> effective() {
    SettingsReader reader = new SettingsReader(sources);
    Set<String> all = given();
    all.addAll(providers.ids());
    return all.stream()
        .flatMap(
            name -> settings(name).map(setting -> reader.effective(prefix + name + ".", setting)));
  }

  private Set<String> givenNames(ConfigFaults faults) {
    Set<String> names = new TreeSet<>();
    for (String key : sources.keys()) {
      if (owns(key)) {
        String[] words = key.substring(prefix.length()).split("\\.", 2);
        if (words.length < 2 || words[1].isEmpty() || !NAME.matcher(words[0]).matches()) {
          faults.add(
              origin(key),
              key,
              "must be " + prefix + "<name>.<setting>, the name lower-case letters and digits");
        } else {
          names.add(words[0]);
        }
      }
    }
    return names;
  }

  private Instances.Checked check(String name, Set<String> given) {
    ConfigFaults faults = new ConfigFaults();
    String type = type(name);
    if (!providers.ids().contains(type)) {
      String key = named && hasType(name) ? key(name, TYPE) : firstKey(name);
      String help =
          named && !hasType(name) ? " Or say its provider in " + key(name, TYPE) + "." : "";
      faults.add(origin(key), key, providers.unknown(type, given) + help);
      return new Instances.Checked(Optional.empty(), faults);
    }
    List<Setting> declared = providers.settings(type);
    TypedSettings settings =
        new SettingsReader(sources).read(prefix + name + ".", declared, faults);
    addUnknown(name, faults);
    return new Instances.Checked(Optional.of(new ProviderInstance(name, type, settings)), faults);
  }

  private void addUnknown(String name, ConfigFaults faults) {
    List<String> known = settingNames(name).map(setting -> key(name, setting)).toList();
    for (String key : sources.keys()) {
      if (key.startsWith(prefix + name + ".") && !known.contains(key)) {
        String all = known.isEmpty() ? " It has no settings." : " It knows " + known + ".";
        faults.add(origin(key), key, "is unknown." + NearestName.hint(known, key) + all);
      }
    }
  }

  private Stream<String> settingNames(String name) {
    Stream<String> declared = declared(name).map(Setting::name);
    return named ? Stream.concat(Stream.of(TYPE), declared) : declared;
  }

  /** The default instance of a provider needs no type, so it shows none. */
  private Stream<Setting> settings(String name) {
    return named && hasType(name)
        ? Stream.concat(Stream.of(TYPE_SETTING), declared(name))
        : declared(name);
  }

  private Stream<Setting> declared(String name) {
    String type = type(name);
    return providers.ids().contains(type) ? providers.settings(type).stream() : Stream.of();
  }

  /** Returns the id of an instance's provider. */
  String type(String name) {
    return named
        ? sources.find(key(name, TYPE), List.of()).map(ConfigText::value).orElse(name)
        : name;
  }

  private boolean hasType(String name) {
    return sources.find(key(name, TYPE), List.of()).isPresent();
  }

  private String key(String name, String setting) {
    return prefix + name + "." + setting;
  }

  private String firstKey(String name) {
    return sources.keys().stream()
        .filter(key -> key.startsWith(prefix + name + "."))
        .findFirst()
        .orElse(prefix + name);
  }

  private String origin(String key) {
    return sources.find(key, List.of()).map(ConfigText::origin).orElse("not set");
  }
}
