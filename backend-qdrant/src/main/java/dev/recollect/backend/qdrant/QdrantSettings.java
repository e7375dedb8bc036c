package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of the backend, and how they become a {@link QdrantConfig}. */
final class QdrantSettings {

  static final String URL = "url";
  static final String HOST = "host";
  static final String PORT = "port";
  static final String TLS = "tls";
  private static final String TLS_ROOT = "tls.root";
  private static final String KEY = "key";
  private static final String PREFIX = "prefix";
  private static final String CONNECTION_TIMEOUT = "connection.timeout";
  private static final String TIMEOUT = "timeout";
  private static final String BATCH_RECORDS = "batch.records";
  private static final String BATCH_BYTES = "batch.bytes";
  private static final String CONNECTIONS = "hnsw.m";
  private static final String BUILD = "hnsw.efconstruction";
  private static final String SEARCH = "hnsw.efsearch";
  private static final String QUANTIZATION = "quantization";
  private static final String VECTORS_ON_DISK = "vectors.ondisk";
  private static final String PAYLOAD_ON_DISK = "payload.ondisk";
  private static final String SHARDS = "shards";
  private static final String REPLICAS = "replicas";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

  private QdrantSettings() {}

  /** Returns the declarations. */
  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>(ofTheServer());
    settings.addAll(ofCalls());
    settings.addAll(ofCollections());
    return settings;
  }

  private static List<Setting> ofTheServer() {
    return List.of(
        Setting.of(
            URL,
            SettingType.TEXT,
            "Address of the server: `http://host:6334`, or `https://host:6334` with TLS; the port"
                + " is that of gRPC. It counts before host, port and tls."),
        Setting.of(HOST, SettingType.TEXT, "Host of the server.").withDefault("localhost"),
        Setting.of(PORT, SettingType.INTEGER, "Port of the server, for gRPC.")
            .withDefault("" + ServerAddress.GRPC_PORT)
            .within(1, 65_535),
        Setting.of(KEY, SettingType.SECRET, "API key, if the server asks for one.")
            .withAliases("QDRANT_API_KEY"),
        Setting.of(TLS, SettingType.BOOLEAN, "Whether the connection is encrypted.")
            .withDefault("false"),
        Setting.of(
            TLS_ROOT,
            SettingType.PATH,
            "File with the certificates that may sign the server's, in PEM; those of the JDK if not"
                + " set."),
        Setting.of(
                PREFIX,
                SettingType.TEXT,
                "What the names of all collections begin with; another prefix is another store.")
            .withDefault("recollect"));
  }

  private static List<Setting> ofCalls() {
    return List.of(
        Setting.of(CONNECTION_TIMEOUT, SettingType.DURATION, "Longest time to open the store.")
            .withDefault("10s")
            .within(250, 600_000),
        Setting.of(
                TIMEOUT,
                SettingType.DURATION,
                "Longest time of one request of a call that has no deadline of its own.")
            .withDefault("60s")
            .within(100, 86_400_000),
        Setting.of(BATCH_RECORDS, SettingType.INTEGER, "Most records of one request that writes.")
            .withDefault("500")
            .within(1, 100_000),
        Setting.of(
                BATCH_BYTES,
                SettingType.SIZE,
                "Most bytes of one request that writes; a record that is larger goes alone.")
            .withDefault("8MB")
            .within(64 * 1024, 1024L * 1024 * 1024));
  }

  private static List<Setting> ofCollections() {
    return List.of(
        Setting.of(CONNECTIONS, SettingType.INTEGER, "Neighbours of a node of the HNSW index.")
            .withDefault("16")
            .within(4, 1_000),
        Setting.of(BUILD, SettingType.INTEGER, "Candidates when a vector is added to the index.")
            .withDefault("100")
            .within(4, 10_000),
        Setting.of(
                SEARCH,
                SettingType.INTEGER,
                "Candidates in a search of the index; more find more, later.")
            .withDefault("128")
            .within(1, 10_000),
        Setting.of(
                QUANTIZATION,
                SettingType.TEXT,
                "What the index compares before it compares vectors: none, scalar (a byte a number)"
                    + " or binary (a bit a number).")
            .withDefault("none"),
        Setting.of(VECTORS_ON_DISK, SettingType.BOOLEAN, "Whether vectors are read from disk.")
            .withDefault("false"),
        Setting.of(PAYLOAD_ON_DISK, SettingType.BOOLEAN, "Whether payloads are read from disk.")
            .withDefault("true"),
        Setting.of(SHARDS, SettingType.INTEGER, "Parts of a collection, for a cluster.")
            .withDefault("1")
            .within(1, 1_000),
        Setting.of(
                REPLICAS,
                SettingType.INTEGER,
                "Copies of each part, for a cluster; a write waits for all of them.")
            .withDefault("1")
            .within(1, 100));
  }

  /**
   * Returns what the settings say.
   *
   * @throws MemoryException CONFIGURATION naming every key that is wrong
   */
  static QdrantConfig read(Settings settings) {
    List<String> faults = new ArrayList<>();
    ServerAddress address = AddressReader.read(settings, faults);
    QdrantConfig.Key key = key(settings, faults);
    Optional<Path> root = root(settings, address, faults);
    String prefix = prefix(settings, faults);
    IndexConfig index = index(settings, faults);
    if (!faults.isEmpty()) {
      throw new MemoryException(ErrorKind.CONFIGURATION, String.join("\n", faults));
    }
    return new QdrantConfig(
        address,
        key,
        root.orElse(null),
        prefix,
        settings.duration(CONNECTION_TIMEOUT),
        settings.duration(TIMEOUT),
        new QdrantConfig.BatchSize(
            (int) settings.integer(BATCH_RECORDS), settings.size(BATCH_BYTES)),
        index);
  }

  private static QdrantConfig.Key key(Settings settings, List<String> faults) {
    Optional<String> key = settings.secret(KEY).map(String::strip);
    if (key.isPresent() && !SENDABLE.matcher(key.get()).matches()) {
      faults.add(settings.key(KEY) + ": the key has characters that no key has; copy it once more");
    }
    return new QdrantConfig.Key(key.orElse(null));
  }

  private static Optional<Path> root(
      Settings settings, ServerAddress address, List<String> faults) {
    Optional<Path> root = settings.path(TLS_ROOT);
    if (root.isPresent() && !Files.isReadable(root.get())) {
      faults.add(settings.key(TLS_ROOT) + ": there is no file '" + root.get() + "' to read");
    } else if (root.isPresent() && !address.tls()) {
      faults.add(
          settings.key(TLS_ROOT)
              + ": the connection is not encrypted; begin the url with https, or set "
              + settings.key(TLS)
              + " = true");
    }
    return root;
  }

  private static String prefix(Settings settings, List<String> faults) {
    String prefix = settings.text(PREFIX).orElse("");
    if (!NAME.matcher(prefix).matches()) {
      faults.add(
          settings.key(PREFIX) + ": '" + prefix + "' must be 1 to 64 of A-Z, a-z, 0-9 and _");
    }
    return prefix;
  }

  private static IndexConfig index(Settings settings, List<String> faults) {
    return new IndexConfig(
        (int) settings.integer(CONNECTIONS),
        (int) settings.integer(BUILD),
        (int) settings.integer(SEARCH),
        quantization(settings, faults),
        settings.bool(VECTORS_ON_DISK),
        settings.bool(PAYLOAD_ON_DISK),
        (int) settings.integer(SHARDS),
        (int) settings.integer(REPLICAS));
  }

  private static IndexConfig.Quantization quantization(Settings settings, List<String> faults) {
    String text = settings.text(QUANTIZATION).orElse("");
    for (IndexConfig.Quantization kind : IndexConfig.Quantization.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    faults.add(settings.key(QUANTIZATION) + ": '" + text + "' must be none, scalar or binary");
    return IndexConfig.Quantization.NONE;
  }
}
