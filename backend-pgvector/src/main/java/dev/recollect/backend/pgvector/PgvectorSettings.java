package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.MemoryException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The settings of the backend, and how they become a {@link StoreConfig}. */
final class PgvectorSettings {

  static final String URL = "url";
  static final String HOST = "host";
  static final String PORT = "port";
  static final String DATABASE = "database";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String TLS = "tls";
  static final String TLS_ROOT = "tls.root";
  private static final String SCHEMA = "schema";
  static final String PREFIX = "table.prefix";
  private static final String INDEX = "index";
  private static final String TYPE = "vector.type";
  private static final String CONNECTIONS = "hnsw.m";
  private static final String BUILD = "hnsw.efconstruction";
  private static final String SEARCH = "hnsw.efsearch";
  private static final String POOL = "pool.size";
  private static final String CONNECTION_TIMEOUT = "connection.timeout";
  private static final String TIMEOUT = "timeout";
  private static final String POOLER = "pooler";

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final int LONGEST_SCHEMA = 63;
  private static final int LONGEST_PREFIX = 24;

  private PgvectorSettings() {}

  /** Returns the declarations. */
  static List<Setting> all() {
    return List.of(
        Setting.of(
                URL,
                SettingType.SECRET,
                "Address of the database: `postgresql://user:password@host:port/database` or a JDBC"
                    + " URL; what it leaves out comes from the settings below.")
            .withAliases("MEMGPT_PGURI"),
        Setting.of(HOST, SettingType.TEXT, "Host of the server.")
            .withDefault("localhost")
            .withAliases("PG_HOST", "MEMGPT_PG_HOST"),
        Setting.of(PORT, SettingType.INTEGER, "Port of the server.")
            .withDefault("5432")
            .within(1, 65_535)
            .withAliases("PG_PORT", "MEMGPT_PG_PORT"),
        Setting.of(DATABASE, SettingType.TEXT, "Name of the database.")
            .withDefault("recollect")
            .withAliases("PG_DB", "MEMGPT_PG_DB"),
        Setting.of(USER, SettingType.TEXT, "Role to log in as.")
            .withDefault("recollect")
            .withAliases("PG_USER", "MEMGPT_PG_USER"),
        Setting.of(PASSWORD, SettingType.SECRET, "Password of the role.")
            .withAliases("PG_PASSWORD", "MEMGPT_PG_PASSWORD"),
        Setting.of(
                TLS,
                SettingType.TEXT,
                "Encryption: disable, prefer, require, verify-ca or verify-full.")
            .withDefault("prefer"),
        Setting.of(
            TLS_ROOT,
            SettingType.PATH,
            "File with the certificates that may sign the server's, for verify-ca and"
                + " verify-full."),
        Setting.of(SCHEMA, SettingType.TEXT, "Schema of the tables; created if it is missing.")
            .withDefault("recollect"),
        Setting.of(
            PREFIX,
            SettingType.TEXT,
            "What the names of all tables begin with; nothing if not set."),
        Setting.of(
                INDEX,
                SettingType.BOOLEAN,
                "Whether vectors have an HNSW index; without one every search is exact.")
            .withDefault("true"),
        Setting.of(
                TYPE,
                SettingType.TEXT,
                "What the index is made of: vector (up to 2,000 dimensions) or halfvec (half the"
                    + " size, up to 4,000).")
            .withDefault("vector"),
        Setting.of(CONNECTIONS, SettingType.INTEGER, "Neighbours of a node of the index.")
            .withDefault("16")
            .within(2, 100),
        Setting.of(
                BUILD,
                SettingType.INTEGER,
                "Candidates when a vector is added to the index; at least twice hnsw.m.")
            .withDefault("64")
            .within(4, 1_000),
        Setting.of(
                SEARCH,
                SettingType.INTEGER,
                "Candidates in a search of the index, at least; more find more, later.")
            .withDefault("100")
            .within(1, 1_000),
        Setting.of(POOL, SettingType.INTEGER, "Most connections at a time.")
            .withDefault("8")
            .within(1, 1_000),
        Setting.of(
                CONNECTION_TIMEOUT, SettingType.DURATION, "Longest time to wait for a connection.")
            .withDefault("10s")
            .within(250, 600_000),
        Setting.of(
                TIMEOUT,
                SettingType.DURATION,
                "Longest time of one transaction of a call that has no deadline of its own.")
            .withDefault("60s")
            .within(100, 86_400_000),
        Setting.of(
                POOLER,
                SettingType.BOOLEAN,
                "Whether a pooler stands before the server that does not keep prepared statements"
                    + " between transactions.")
            .withDefault("false"));
  }

  /**
   * Returns what the settings say.
   *
   * @throws MemoryException CONFIGURATION naming the key
   */
  static StoreConfig read(Settings settings) {
    return new StoreConfig(
        LoginReader.read(settings),
        identifier(settings, SCHEMA, 1, LONGEST_SCHEMA),
        identifier(settings, PREFIX, 0, LONGEST_PREFIX),
        index(settings),
        (int) settings.integer(POOL),
        settings.duration(CONNECTION_TIMEOUT),
        settings.duration(TIMEOUT),
        settings.bool(POOLER));
  }

  private static String identifier(Settings settings, String name, int shortest, int longest) {
    String text = settings.text(name).orElse("");
    boolean valid = text.isEmpty() ? shortest == 0 : IDENTIFIER.matcher(text).matches();
    if (!valid || text.length() > longest) {
      throw settings.wrong(
          name, "'" + text + "' must be at most " + longest + " of a-z, 0-9 and _, no digit first");
    }
    return text;
  }

  private static IndexConfig index(Settings settings) {
    int connections = (int) settings.integer(CONNECTIONS);
    int build = (int) settings.integer(BUILD);
    if (build < 2 * connections) {
      throw settings.wrong(
          BUILD,
          build
              + " must be at least twice "
              + settings.key(CONNECTIONS)
              + ", which is "
              + connections);
    }
    return new IndexConfig(
        settings.bool(INDEX), type(settings), connections, build, (int) settings.integer(SEARCH));
  }

  private static VectorType type(Settings settings) {
    String text = settings.text(TYPE).orElse("");
    for (VectorType type : VectorType.values()) {
      if (type.sqlName().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    throw settings.wrong(TYPE, "'" + text + "' must be vector or halfvec");
  }
}
