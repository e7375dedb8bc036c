package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.inspect.BackendUse;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.internal.NearestName;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the sources into a configuration, with everything that is wrong in one report. */
public final class ConfigReader {

  static final String BACKEND = "backend.";
  static final String CHAT_MODEL = "model.";
  static final String EMBEDDING_MODEL = "embedding.";

  /** So that a name misspelled behind the first word is noticed too. */
  private static final String OUR_VARIABLES = "RECOLLECT";

  private static final String CORE_KEYS =
      " Keys start with memory., backend.<instance>., model.<id>. or embedding.<id>.";

  private final ConfigSources sources;
  private final InstanceReader backends;
  private final InstanceReader chatModels;
  private final InstanceReader embeddingModels;
  private final Set<String> embeddingBackends;
  private final boolean embeddingGiven;

  /**
   * Creates a reader.
   *
   * @param embeddingGiven whether the program brings the embedding model, so that the setting does
   *     not matter
   */
  public ConfigReader(
      ConfigSources sources, ProviderDirectories providers, boolean embeddingGiven) {
    this.sources = sources;
    this.backends = new InstanceReader(BACKEND, true, providers.backends(), sources);
    this.chatModels = new InstanceReader(CHAT_MODEL, false, providers.chatModels(), sources);
    this.embeddingModels =
        new InstanceReader(EMBEDDING_MODEL, false, providers.embeddingModels(), sources);
    this.embeddingBackends = providers.embeddingBackends();
    this.embeddingGiven = embeddingGiven;
  }

  /**
   * Returns the configuration.
   *
   * @param faults what was found wrong so far
   * @throws MemoryException CONFIGURATION with all faults
   */
  public Configuration read(ConfigFaults faults) {
    TypedSettings core = new SettingsReader(sources).read("", CoreSettings.ALL, faults);
    Instances backend = backends.read(faults);
    Instances chatModel = chatModels.read(faults);
    Instances embeddingModel = embeddingModels.read(faults);
    checkBackends(backend, faults);
    boolean needsModel = needsEmbeddingModel(backend);
    if (needsModel) {
      checkEmbeddingModel(embeddingModel, faults);
    }
    checkLanguage(faults);
    checkKeys(knownKeys(backend, chatModel, embeddingModel), faults);
    checkEnvFile(faults);
    faults.throwIfAny();
    return new Configuration(sources, core, backend, chatModel, embeddingModel, needsModel);
  }

  private void checkBackends(Instances instances, ConfigFaults faults) {
    List.of(CoreSettings.STATE_BACKEND, CoreSettings.RECALL_BACKEND, CoreSettings.ARCHIVAL_BACKEND)
        .forEach(setting ->
            choice(setting).ifPresent(choice -> instances.check(choice.value(), choice, faults)));
  }

  private boolean needsEmbeddingModel(Instances instances) {
    return !embeddingGiven
        && Stream.of(CoreSettings.RECALL_BACKEND, CoreSettings.ARCHIVAL_BACKEND)
            .map(setting -> choice(setting).orElseThrow().value())
            .map(name -> instances.type(name).orElse(""))
            .anyMatch(type -> !embeddingBackends.contains(type));
  }

  private void checkEmbeddingModel(Instances instances, ConfigFaults faults) {
    ConfigText choice = choice(CoreSettings.EMBEDDING_MODEL).orElseThrow();
    try {
      instances.check(ModelId.parse(choice.value()).provider(), choice, faults);
    } catch (MemoryException e) {
      faults.add(choice.origin(), choice.key(), String.valueOf(e.getMessage()));
    }
  }

  private void checkLanguage(ConfigFaults faults) {
    ConfigText choice = choice(CoreSettings.ANALYSIS_LANGUAGE).orElseThrow();
    if (!TextAnalyzer.languages().contains(choice.value())) {
      faults.add(choice.origin(), choice.key(), TextAnalyzer.unknown(choice.value()));
    }
  }

  private Optional<ConfigText> choice(Setting setting) {
    return new SettingsReader(sources).text("", setting);
  }

  private Set<String> knownKeys(Instances backend, Instances chatModel, Instances embeddingModel) {
    Set<String> known = new TreeSet<>();
    CoreSettings.ALL.forEach(setting -> known.add(setting.name()));
    backends.knownKeys(backend.names()).forEach(known::add);
    chatModels.knownKeys(chatModel.names()).forEach(known::add);
    embeddingModels.knownKeys(embeddingModel.names()).forEach(known::add);
    return known;
  }

  /** Keys of providers are checked beside their provider, whose settings the message then lists. */
  private void checkKeys(Set<String> known, ConfigFaults faults) {
    for (String key : sources.keys()) {
      boolean owned = backends.owns(key) || chatModels.owns(key) || embeddingModels.owns(key);
      if (!owned && !known.contains(key)) {
        String origin = sources.find(key, List.of()).map(ConfigText::origin).orElse("");
        String near = NearestName.hint(known, key);
        faults.add(origin, key, "is unknown." + (near.isEmpty() ? CORE_KEYS : near));
      }
    }
  }

  /** What another program alone reads is no business of ours. */
  private void checkEnvFile(ConfigFaults faults) {
    Set<String> aliases = aliases();
    for (ConfigSources.BadLine line : sources.badLines()) {
      if (line.name().startsWith(OUR_VARIABLES) || aliases.contains(line.name())) {
        faults.add(line.origin(), line.name(), line.fault());
      }
    }
  }

  private Set<String> aliases() {
    return Stream.of(
            CoreSettings.ALL.stream(),
            backends.declared(),
            chatModels.declared(),
            embeddingModels.declared())
        .flatMap(settings -> settings)
        .flatMap(setting -> setting.aliases().stream())
        .collect(Collectors.toSet());
  }

  /** Returns what was chosen for which purpose; for the state nothing, unless it was set. */
  public List<BackendUse> backendUses() {
    Map<String, Setting> purposes = new LinkedHashMap<>();
    purposes.put("state", CoreSettings.STATE_BACKEND);
    purposes.put("recall", CoreSettings.RECALL_BACKEND);
    purposes.put("archival", CoreSettings.ARCHIVAL_BACKEND);
    return purposes.entrySet().stream()
        .flatMap(entry ->
            choice(entry.getValue()).map(ConfigText::value).stream()
                .map(name -> new BackendUse(entry.getKey(), name, backends.type(name))))
        .toList();
  }

  /** Returns the instances of backends that settings name and a provider is there for. */
  public Set<String> configuredBackends() {
    return backends.given().stream().filter(backends::isProvided).collect(Collectors.toSet());
  }

  /** Returns the embedding model as it was chosen, {@code provider} or {@code provider:name}. */
  public String embeddingModel() {
    return choice(CoreSettings.EMBEDDING_MODEL).orElseThrow().value();
  }

  /** Returns every setting of core and of the instances that exist or are named, by kind. */
  public List<EffectiveSetting> effective() {
    SettingsReader reader = new SettingsReader(sources);
    return Stream.of(
            CoreSettings.ALL.stream().map(setting -> reader.effective("", setting)),
            backends.effective(),
            chatModels.effective(),
            embeddingModels.effective())
        .flatMap(settings -> settings)
        .toList();
  }

  /**
   * Returns where the variables stand that are ours or an alias and are set to nothing, so that
   * they count as unset.
   */
  public List<String> emptyVariables() {
    Set<String> aliases = aliases();
    Set<String> counting =
        effective().stream().map(EffectiveSetting::origin).collect(Collectors.toSet());
    return sources.emptyVariables().stream()
        .filter(text -> !counting.contains(text.origin()))
        .filter(text ->
            aliases.contains(text.key()) || text.key().startsWith(ConfigSources.VARIABLE_PREFIX))
        .map(ConfigText::origin)
        .toList();
  }

  /** Returns where the lines of {@code .env} stand that cannot be read, whosever they are. */
  public List<String> unreadLines() {
    return sources.badLines().stream().map(ConfigSources.BadLine::origin).toList();
  }
}
