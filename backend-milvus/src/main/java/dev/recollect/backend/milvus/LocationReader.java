package dev.recollect.backend.milvus;

import dev.recollect.memory.api.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads where a store lies: a folder, or a server. */
final class LocationReader {

  private static final int PORT = 19_530;
  private static final int HTTPS_PORT = 443;
  private static final String FOLDER = "milvus.db";

  private LocationReader() {}

  /**
   * Returns the place that the settings name.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION naming the key
   */
  static Location read(Settings settings, Path home) {
    Optional<String> text = settings.text(MilvusSettings.URI).map(String::strip);
    if (text.isEmpty()) {
      return lite(settings, home.resolve(FOLDER));
    }
    String given = text.get();
    return given.contains("://")
        ? server(settings, given)
        : lite(settings, folder(settings, given));
  }

  private static Location lite(Settings settings, Path folder) {
    if (settings.path(MilvusSettings.TLS_ROOT).isPresent()) {
      throw settings.wrong(MilvusSettings.TLS_ROOT, "is for https servers; this store is a folder");
    }
    return new Location.Lite(
        folder.toAbsolutePath().normalize(), settings.text(MilvusSettings.PROGRAM).orElseThrow());
  }

  private static Path folder(Settings settings, String given) {
    try {
      return given.equals("~") || given.startsWith("~/")
          ? Path.of(System.getProperty("user.home") + given.substring(1))
          : Path.of(given);
    } catch (InvalidPathException e) {
      throw wrong(settings, "it can be no path");
    }
  }

  private static Location server(Settings settings, String given) {
    URI address = address(settings, given);
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    boolean encrypted = scheme.equals("https");
    if (!encrypted && !scheme.equals("http")) {
      throw wrong(settings, "its scheme is " + scheme);
    }
    if (address.getRawUserInfo() != null) {
      throw wrong(settings, "it holds a login, which belongs into user and password, or token");
    }
    String path = address.getRawPath();
    if ((path != null && !path.isEmpty() && !path.equals("/")) || address.getRawQuery() != null) {
      throw wrong(settings, "it has a path, but the database has a setting of its own");
    }
    if (address.getHost() == null || address.getPort() > 65_535 || address.getPort() == 0) {
      throw wrong(settings, "it names no host, or no port from 1 to 65535");
    }
    Optional<Path> certificates = settings.path(MilvusSettings.TLS_ROOT);
    if (certificates.isPresent() && !encrypted) {
      throw settings.wrong(
          MilvusSettings.TLS_ROOT, "is for https servers; the address begins with http");
    }
    return new Location.Server(host(address), port(address, encrypted), encrypted, certificates);
  }

  private static URI address(Settings settings, String given) {
    try {
      return new URI(given);
    } catch (URISyntaxException e) {
      throw wrong(settings, "it is no address");
    }
  }

  private static String host(URI address) {
    String host = address.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(URI address, boolean encrypted) {
    if (address.getPort() > 0) {
      return address.getPort();
    }
    return encrypted ? HTTPS_PORT : PORT;
  }

  /** The address may hold a password that belongs elsewhere, so it is not repeated. */
  private static RuntimeException wrong(Settings settings, String what) {
    return settings.wrong(
        MilvusSettings.URI, what + "; it must be a folder, http://host:port or https://host:port");
  }
}
