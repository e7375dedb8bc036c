package dev.recollect.backend.milvus;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of the backend, and how they become a {@link StoreConfig}. */
final class MilvusSettings {

  static final String URI = "uri";
  static final String TOKEN = "token";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String DATABASE = "database";
  static final String TLS_ROOT = "tls.root";
  static final String PROGRAM = "lite.program";
  private static final String PREFIX = "prefix";
  private static final String INDEX = "index";
  private static final String CONNECTIONS = "hnsw.m";
  private static final String BUILD = "hnsw.efconstruction";
  private static final String SEARCH = "hnsw.efsearch";
  private static final String PARTITIONS = "partitions";
  private static final String CONNECTION_TIMEOUT = "connection.timeout";
  private static final String TIMEOUT = "timeout";

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int LONGEST = 64;

  private MilvusSettings() {}

  /** Returns the declarations. */
  static List<Setting> all() {
    return List.of(
        Setting.of(
            URI,
            SettingType.TEXT,
            "Where the store lies: a folder for Milvus Lite, or `http://host:port` or"
                + " `https://host:port` of a server; `milvus.db` in the home folder if not set."),
        Setting.of(TOKEN, SettingType.SECRET, "What logs in: an API key, or `user:password`."),
        Setting.of(USER, SettingType.TEXT, "User to log in as, instead of a token."),
        Setting.of(PASSWORD, SettingType.SECRET, "Password of the user."),
        Setting.of(DATABASE, SettingType.TEXT, "Name of the database.").withDefault("default"),
        Setting.of(
            TLS_ROOT,
            SettingType.PATH,
            "File with the certificates that may sign that of an https server; whom the JDK"
                + " trusts if not set."),
        Setting.of(PROGRAM, SettingType.TEXT, "The program milvus-lite: a path, or a name on PATH.")
            .withDefault("milvus-lite"),
        Setting.of(PREFIX, SettingType.TEXT, "What the names of all collections begin with.")
            .withDefault("recollect_"),
        Setting.of(
                INDEX,
                SettingType.TEXT,
                "How dense vectors are found: hnsw (a graph), flat (by comparing with all), or"
                    + " auto: hnsw on a server, flat on Milvus Lite.")
            .withDefault("auto"),
        Setting.of(CONNECTIONS, SettingType.INTEGER, "Neighbours of a node of the graph.")
            .withDefault("16")
            .within(2, 2_048),
        Setting.of(BUILD, SettingType.INTEGER, "Candidates when a vector is added to the graph.")
            .withDefault("200")
            .within(4, 4_096),
        Setting.of(
                SEARCH,
                SettingType.INTEGER,
                "Candidates in a search of the graph, at least; more find more, later.")
            .withDefault("128")
            .within(1, 32_768),
        Setting.of(
                PARTITIONS,
                SettingType.INTEGER,
                "Partitions of a new collection, over which namespaces are spread; Milvus Lite"
                    + " has its own number.")
            .withDefault("16")
            .within(1, 1_024),
        Setting.of(
                CONNECTION_TIMEOUT,
                SettingType.DURATION,
                "Longest time until the server answers at open; Milvus Lite has three times that"
                    + " to start.")
            .withDefault("10s")
            .within(250, 600_000),
        Setting.of(
                TIMEOUT,
                SettingType.DURATION,
                "Longest time of a call that has no deadline of its own.")
            .withDefault("60s")
            .within(100, 86_400_000));
  }

  /**
   * Returns what the settings say.
   *
   * @param home where a store without an address lies
   * @throws MemoryException CONFIGURATION naming the key
   */
  static StoreConfig read(Settings settings, Path home) {
    return new StoreConfig(
        LocationReader.read(settings, home),
        token(settings),
        settings.text(DATABASE).orElse("default"),
        prefix(settings),
        index(settings),
        new IndexConfig(
            true,
            (int) settings.integer(CONNECTIONS),
            (int) settings.integer(BUILD),
            (int) settings.integer(SEARCH)),
        (int) settings.integer(PARTITIONS),
        settings.duration(CONNECTION_TIMEOUT),
        settings.duration(TIMEOUT));
  }

  private static Optional<String> token(Settings settings) {
    Optional<String> token = settings.secret(TOKEN);
    Optional<String> user = settings.text(USER);
    Optional<String> password = settings.secret(PASSWORD);
    if (token.isPresent() && (user.isPresent() || password.isPresent())) {
      throw settings.wrong(
          TOKEN,
          "a token and a user or password are set; set one login: a token, or user and password");
    }
    if (user.isPresent() != password.isPresent()) {
      throw settings.wrong(
          USER, "user and password belong together; set both, or a token, or none");
    }
    return token.isPresent() ? token : user.map(name -> name + ":" + password.orElseThrow());
  }

  private static String prefix(Settings settings) {
    String text = settings.text(PREFIX).orElse("");
    if (!IDENTIFIER.matcher(text).matches() || text.length() > LONGEST) {
      throw settings.wrong(
          PREFIX,
          "'" + text + "' must be 1 to " + LONGEST + " letters, digits and _, no digit first");
    }
    return text;
  }

  private static Optional<Boolean> index(Settings settings) {
    String text = settings.text(INDEX).orElse("");
    return switch (text) {
      case "auto" -> Optional.empty();
      case "hnsw" -> Optional.of(true);
      case "flat" -> Optional.of(false);
      default -> throw settings.wrong(INDEX, "'" + text + "' must be auto, hnsw or flat");
    };
  }
}
