package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where the server is from the settings. */
final class AddressReader {

  private static final Pattern HOST = Pattern.compile("[^\\s/:@?#\\[\\]]+|[0-9A-Fa-f:.]+");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final String RIGHT = "; it must be http://host:6334 or https://host:6334";

  private AddressReader() {}

  /** Returns the address; what is wrong with it is added to the faults. */
  static ServerAddress read(Settings settings, List<String> faults) {
    Optional<String> url = settings.text(QdrantSettings.URL).map(String::strip);
    return url.isPresent() ? ofUrl(settings, url.get(), faults) : ofParts(settings, faults);
  }

  private static ServerAddress ofParts(Settings settings, List<String> faults) {
    String host = bare(settings.text(QdrantSettings.HOST).orElse("").strip());
    if (!HOST.matcher(host).matches()) {
      faults.add(settings.key(QdrantSettings.HOST) + ": '" + host + "' is no host");
    }
    return new ServerAddress(
        host, (int) settings.integer(QdrantSettings.PORT), settings.bool(QdrantSettings.TLS));
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static ServerAddress ofUrl(Settings settings, String url, List<String> faults) {
    String key = settings.key(QdrantSettings.URL);
    try {
      URI uri = new URI(SCHEME.matcher(url).matches() ? url : "http://" + url);
      fault(uri).ifPresent(what -> faults.add(key + ": " + what));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean tls =
          scheme.equals("https")
              || (!SCHEME.matcher(url).matches() && settings.bool(QdrantSettings.TLS));
      if (scheme.equals("http") && !tls && settings.bool(QdrantSettings.TLS)) {
        faults.add(key + ": the url begins with http, and tls is true; begin it with https");
      }
      int port = uri.getPort() < 0 ? ServerAddress.GRPC_PORT : uri.getPort();
      return new ServerAddress(bare(String.valueOf(uri.getHost())), port, tls);
    } catch (URISyntaxException e) {
      // What cannot be read is not repeated: it may hold a secret.
      faults.add(key + ": the address cannot be read" + RIGHT);
      return new ServerAddress("localhost", ServerAddress.GRPC_PORT, false);
    }
  }

  /** Returns what is wrong with an address that can be read. */
  private static Optional<String> fault(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("the address begins with '" + scheme + "'" + RIGHT);
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("the address holds a login; Qdrant knows an API key, which has a setting");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      return Optional.of("the address names no host, or no port of 1 to 65535" + RIGHT);
    }
    boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
    return bare && uri.getRawQuery() == null && uri.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("the address has something behind the port" + RIGHT);
  }
}
