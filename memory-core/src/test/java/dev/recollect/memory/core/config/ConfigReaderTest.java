package dev.recollect.memory.core.config;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.core.fake.ConfigTexts;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  private static final List<Setting> DATABASE =
      List.of(
          Setting.of("url", SettingType.TEXT, "Where the server is").withDefault("jdbc:x"),
          Setting.of("password", SettingType.SECRET, "Password").withAliases("PG_PASSWORD"),
          Setting.of("pool.size", SettingType.INTEGER, "Connections").withDefault("4").within(1, 9),
          Setting.of("timeout", SettingType.DURATION, "Wait").withDefault("30s"),
          Setting.of("cache", SettingType.SIZE, "Cache").withDefault("64MB"),
          Setting.of("folder", SettingType.PATH, "Files"),
          Setting.of("tls", SettingType.BOOLEAN, "Encrypt").withDefault("true"),
          Setting.of("pin", SettingType.SECRET, "PIN").withEmptyAllowed().withAliases("PIN"));
  private static final List<Setting> CHAT =
      List.of(
          Setting.of("key", SettingType.SECRET, "Key").withAliases("OPENAI_API_KEY"),
          Setting.of("url", SettingType.TEXT, "Server"));

  @TempDir Path folder;

  private final Map<String, String> code = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean embeddingGiven;

  /** Providers of which only ids and settings are known. */
  private record FakeDirectory(Map<String, List<Setting>> byId, Set<String> elsewhere)
      implements ProviderDirectory {
    @Override
    public Set<String> ids() {
      return byId.keySet();
    }

    @Override
    public List<Setting> settings(String id) {
      return byId.get(id);
    }

    @Override
    public boolean published(String id) {
      return elsewhere.contains(id);
    }

    @Override
    public String unknown(String id, Collection<String> instances) {
      return "nobody provides '" + id + "' among " + byId.keySet() + new TreeSet<>(instances);
    }
  }

  private Configuration read() {
    ConfigFaults faults = new ConfigFaults();
    return reader(faults).read(faults);
  }

  private ConfigReader reader(ConfigFaults faults) {
    ConfigSources sources =
        ConfigSources.read(
            new ConfigInputs(
                ConfigTexts.inCode(code),
                Map.of(),
                environment,
                new ConfigInputs.Folders(folder, folder, folder, null)),
            faults);
    ProviderDirectories providers =
        new ProviderDirectories(
            new FakeDirectory(
                new TreeMap<>(Map.of("lucene", List.of(), "pgvector", DATABASE)), Set.of("qdrant")),
            new FakeDirectory(new TreeMap<>(Map.of("openai", CHAT)), Set.of()),
            new FakeDirectory(new TreeMap<>(Map.of("onnx", List.of())), Set.of("openai")),
            Set.of("pgvector"));
    return new ConfigReader(sources, providers, embeddingGiven);
  }

  @Test
  void nothingSet_hasTheDefaults() {
    Configuration configuration = read();

    assertThat(configuration.home()).isEqualTo(folder);
    assertThat(configuration.stateBackend()).isEmpty();
    assertThat(configuration.recallBackend()).isEqualTo("lucene");
    assertThat(configuration.archivalBackend()).isEqualTo("lucene");
    assertThat(configuration.embeddingModel()).isEqualTo("onnx");
    assertThat(configuration.analysisLanguage()).isEqualTo("english");
    assertThat(configuration.blockLimit()).isEqualTo(5_000);
    assertThat(configuration.ioThreads()).isEqualTo(4);
  }

  @Test
  void everyCoreKey_isMapped() {
    code.put("memory.state.backend", "lucene");
    code.put("memory.recall.backend", "pgvector");
    code.put("memory.archival.backend", "pgvector");
    code.put("memory.embedding.model", "onnx:other");
    code.put("memory.analysis.language", "french");
    code.put("memory.block.limit", "77");
    code.put("memory.io.threads", "3");

    Configuration configuration = read();

    assertThat(configuration.stateBackend()).contains("lucene");
    assertThat(configuration.recallBackend()).isEqualTo("pgvector");
    assertThat(configuration.archivalBackend()).isEqualTo("pgvector");
    assertThat(configuration.embeddingModel()).isEqualTo("onnx:other");
    assertThat(configuration.analysisLanguage()).isEqualTo("french");
    assertThat(configuration.blockLimit()).isEqualTo(77);
    assertThat(configuration.ioThreads()).isEqualTo(3);
  }

  @Test
  void embeddingModel_storesEmbedThemselves_isNotLookedFor() {
    code.put("backend.main.type", "pgvector");
    code.put("memory.recall.backend", "main");
    code.put("memory.archival.backend", "pgvector");
    code.put("memory.embedding.model", "absent");

    assertThat(read().needsEmbeddingModel()).isFalse();
  }

  @Test
  void embeddingModel_oneStoreDoesNotEmbed_isNeeded() {
    code.put("memory.archival.backend", "pgvector");

    assertThat(read().needsEmbeddingModel()).isTrue();
  }

  @Test
  void unknownLanguage_isAFaultThatNamesTheNearest() {
    code.put("memory.analysis.language", "frensh");

    assertThatThrownBy(this::read)
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("memory.analysis.language (set in code): there is no analysis of")
        .hasMessageContaining("Did you mean 'french'?");
  }

  @Test
  void instance_namedByType_getsItsSettings() {
    code.put("backend.main.type", "pgvector");
    code.put("backend.main.url", "jdbc:y");
    code.put("backend.main.pool.size", "2");
    code.put("backend.main.folder", "~/data");
    environment.put("RECOLLECT_BACKEND_MAIN_TIMEOUT", "5m");
    environment.put("PG_PASSWORD", "hunter2");
    code.put("memory.archival.backend", "main");

    ProviderInstance main = read().backend("main");

    Settings settings = main.settings();
    assertThat(main.type()).isEqualTo("pgvector");
    assertThat(settings.text("url")).contains("jdbc:y");
    assertThat(settings.integer("pool.size")).isEqualTo(2);
    assertThat(settings.path("folder")).contains(folder.resolve("data"));
    assertThat(settings.duration("timeout")).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.size("cache")).isEqualTo(64L << 20);
    assertThat(settings.bool("tls")).isTrue();
    assertThat(settings.secret("password")).contains("hunter2");
    assertThat(settings.key("pool.size")).isEqualTo("backend.main.pool.size");
    assertThat(settings.toString())
        .contains("backend.main.password = ***", "backend.main.url = jdbc:y")
        .doesNotContain("hunter2");
  }

  @Test
  void instance_ofAnIdAlone_isItsDefaultInstance() {
    code.put("backend.pgvector.url", "jdbc:z");

    assertThat(read().backend("pgvector").settings().text("url")).contains("jdbc:z");
  }

  @Test
  void settings_readAsWhatTheyAreNot_areABugOfTheProvider() {
    Settings settings = read().backend("pgvector").settings();

    assertThatThrownBy(() -> settings.text("tls")).satisfies(kind(ErrorKind.INTERNAL));
    assertThatThrownBy(() -> settings.text("undeclared")).satisfies(kind(ErrorKind.INTERNAL));
    assertThatThrownBy(() -> settings.key("undeclared")).satisfies(kind(ErrorKind.INTERNAL));
    assertThat(settings.path("folder")).isEmpty();
  }

  @Test
  void modelSettings_comeFromAliases() {
    environment.put("OPENAI_API_KEY", "sk-1");

    assertThat(read().chatModel("openai").settings().secret("key")).contains("sk-1");
  }

  @Test
  void everyFault_isInOneReportWithSourceKeyAndRemedy() {
    code.put("memory.block.limit", "many");
    code.put("memory.blok.limit", "5");
    code.put("memory.recall.backend", "mian");
    code.put("memory.embedding.model", "onx");
    code.put("backend.main.type", "pgvector");
    code.put("backend.main.urll", "jdbc:y");
    code.put("backend.main.timeout", "30");
    code.put("backend.main.password", "hunter2\nhunter3");
    environment.put("RECOLLECT_BACKEND_MAIN_CACHE", "64");
    code.put("backend.other.url", "x");
    code.put("model.openai.kee", "sk-secret");
    code.put("model.opnai.key", "sk-secret");
    code.put("backend.main", "x");
    code.put("backend.Main.url", "x");
    code.put("something.else", "x");

    assertThatThrownBy(this::read)
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("the configuration has 14 faults")
        .hasMessageContaining(
            "memory.block.limit (set in code): 'many' is not a whole number; write for example"
                + " 5000")
        .hasMessageContaining(
            "memory.blok.limit (set in code): is unknown. Did you mean 'memory.block.limit'?")
        .hasMessageContaining("memory.recall.backend (set in code): nobody provides 'mian'")
        .hasMessageContaining("[lucene, main, other, pgvector]")
        .hasMessageContaining("memory.embedding.model (set in code): nobody provides 'onx'")
        .hasMessageContaining(
            "backend.main.urll (set in code): is unknown. Did you mean 'backend.main.url'?")
        .hasMessageContaining(
            "backend.main.timeout (set in code): '30' must be a whole number with")
        .hasMessageContaining(
            "backend.main.password (set in code): the secret contains a line break")
        .hasMessageContaining(
            "backend.main.cache (environment variable RECOLLECT_BACKEND_MAIN_CACHE): '64' must be")
        .hasMessageContaining("backend.other.url (set in code): nobody provides 'other'")
        .hasMessageContaining("Or say its provider in backend.other.type")
        .hasMessageContaining("model.openai.kee (set in code): is unknown. Did you mean")
        .hasMessageContaining("model.opnai.key (set in code): nobody provides 'opnai'")
        .hasMessageContaining("backend.main (set in code): must be backend.<name>.<setting>")
        .hasMessageContaining("backend.Main.url (set in code): must be backend.<name>.<setting>")
        .hasMessageContaining("something.else (set in code): is unknown. Keys start with memory.")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hunter", "sk-secret"));
  }

  @Test
  void instance_ofAnArtifactThatIsNotThere_mattersOnlyWhenChosen() {
    code.put("backend.qdrant.url", "https://x");
    read();
    code.put("memory.archival.backend", "qdrant");

    assertThatThrownBy(this::read).hasMessageContaining("nobody provides 'qdrant'");
  }

  @Test
  void badAliasOfAnInstanceNobodyChose_doesNoHarm() {
    environment.put("PG_PASSWORD", "two\nlines");

    Configuration configuration = read();

    assertThat(configuration.recallBackend()).isEqualTo("lucene");
    assertThatThrownBy(() -> configuration.backend("pgvector"))
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("environment variable PG_PASSWORD");
  }

  @Test
  void badSettingOfAnInstanceNobodyChose_isAFaultAllTheSame() {
    code.put("backend.pgvector.pool.size", "0");

    assertThatThrownBy(this::read).hasMessageContaining("'0' is out of range; it must be 1 to 9");
  }

  @Test
  void embeddingModelGivenInCode_makesTheSettingIrrelevant() {
    code.put("memory.embedding.model", "absent");
    embeddingGiven = true;

    assertThat(read().embeddingModel()).isEqualTo("absent");
  }

  @Test
  void modelWithoutProvider_isAFault() {
    code.put("memory.embedding.model", ":name");

    assertThatThrownBy(this::read)
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("must be <provider> or <provider>:<name>");
  }

  @Test
  void typeOfAnInstance_unknown_isReportedWhereItStands() {
    code.put("backend.main.type", "pgvectr");
    code.put("backend.main.url", "x");

    assertThatThrownBy(this::read)
        .hasMessageContaining("1 fault")
        .hasMessageContaining("backend.main.type (set in code): nobody provides 'pgvectr'");
  }

  @Test
  void envFile_badLines_areFaultsWhereTheyAreOursOrAnAlias() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        THEIRS="several
        lines of another program"
        RECOLLECT_MEMORY_BLOCK_LIMIT 8000
        OPENAI_API_KEY='sk-secret
        RECOLLECT-X=1
        """);

    assertThatThrownBy(this::read)
        .hasMessageContaining("3 faults")
        .hasMessageContaining(
            "RECOLLECT_MEMORY_BLOCK_LIMIT (%s:3): it must be NAME=value"
                .formatted(folder.resolve(".env")))
        .hasMessageContaining(".env:4): a value that begins with a quote must end with it")
        .hasMessageContaining("RECOLLECT-X (" + folder.resolve(".env") + ":5)")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("sk-secret"));
  }

  @Test
  void effective_everySetting_hasValueAndOriginAndNoSecret() throws IOException {
    code.put("backend.main.type", "pgvector");
    code.put("backend.main.url", "postgresql+jdbc://sam:p@ss/word@db:5432/memory?password=second");
    code.put("memory.archival.backend", "main");
    environment.put("RECOLLECT_MEMORY_IO_THREADS", "3");
    environment.put("OPENAI_API_KEY", "sk-secret");
    Files.writeString(folder.resolve(".env"), "\nPG_PASSWORD=hunter2");
    Files.writeString(folder.resolve("recollect.properties"), "\nmemory.block.limit = 77");

    List<EffectiveSetting> effective = reader(new ConfigFaults()).effective();

    assertThat(effective)
        .extracting(s -> s.key() + " = " + s.shown().orElse("") + " | " + s.origin())
        .contains(
            "memory.state.backend =  | not set",
            "memory.recall.backend = lucene | default",
            "memory.archival.backend = main | set in code",
            "memory.block.limit = 77 | " + folder.resolve("recollect.properties") + ":2",
            "memory.io.threads = 3 | environment variable RECOLLECT_MEMORY_IO_THREADS",
            "backend.main.type = pgvector | set in code",
            "backend.main.url = postgresql+jdbc://sam:***@db:5432/memory?password=*** | set in"
                + " code",
            "backend.main.password = *** | " + folder.resolve(".env") + ":2, variable PG_PASSWORD",
            "backend.pgvector.timeout = 30s | default",
            "model.openai.key = *** | environment variable OPENAI_API_KEY")
        .doesNotContain("backend.pgvector.type =  | not set")
        .noneMatch(line -> line.contains("hunter2") || line.contains("sk-secret"));
    assertThat(effective.stream().filter(EffectiveSetting::given)).hasSize(8);
  }

  @Test
  void emptyVariables_thatAreOursOrAnAlias_areTold() throws IOException {
    environment.put("OPENAI_API_KEY", "");
    environment.put("PG_PASSWORD", "x");
    environment.put("OTHER", "");
    Files.writeString(folder.resolve(".env"), "RECOLLECT_HOME=\nTHEIRS=\n");

    assertThat(reader(new ConfigFaults()).emptyVariables())
        .containsExactly(
            "environment variable OPENAI_API_KEY",
            folder.resolve(".env") + ":1, variable RECOLLECT_HOME");
  }

  @Test
  void emptyVariables_ofASettingThatMayBeEmpty_areNotTold() {
    environment.put("OPENAI_API_KEY", "");
    environment.put("PIN", "");

    assertThat(reader(new ConfigFaults()).emptyVariables())
        .containsExactly("environment variable OPENAI_API_KEY");
    assertThat(read().backend("pgvector").settings().secret("pin")).contains("");
  }
}
