package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.MemoryException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** Puts a {@link Login} together: the address counts first, the single settings fill its gaps. */
final class LoginReader {

  private static final List<String> MODES =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  private final Settings settings;
  private final Optional<AddressParts> given;

  private LoginReader(Settings settings) {
    this.settings = settings;
    this.given = settings.secret(PgvectorSettings.URL).map(this::parse);
  }

  /**
   * Returns the login that the settings describe.
   *
   * @throws MemoryException CONFIGURATION naming the key, never the address
   */
  static Login read(Settings settings) {
    LoginReader reader = new LoginReader(settings);
    return new Login(
        reader.address(),
        reader.given.flatMap(AddressParts::user).orElseGet(() -> reader.text("user")),
        reader
            .given
            .flatMap(AddressParts::password)
            .or(() -> settings.secret(PgvectorSettings.PASSWORD))
            .orElse(null),
        reader.parameters());
  }

  private AddressParts parse(String address) {
    try {
      return AddressParts.parse(address);
    } catch (IllegalArgumentException e) {
      throw settings.wrong(PgvectorSettings.URL, "the address " + String.valueOf(e.getMessage()));
    }
  }

  private ServerAddress address() {
    return new ServerAddress(
        given.flatMap(AddressParts::authority).map(this::withPort).orElseGet(this::hostAndPort),
        given.flatMap(AddressParts::database).orElseGet(() -> text(PgvectorSettings.DATABASE)));
  }

  private String withPort(String authority) {
    return Arrays.stream(authority.split(",", -1))
        .map(host ->
            host.matches(".*:\\d+") ? host : host + ":" + settings.integer(PgvectorSettings.PORT))
        .collect(Collectors.joining(","));
  }

  private String hostAndPort() {
    String host = text(PgvectorSettings.HOST);
    if (host.startsWith("/") || host.chars().anyMatch(c -> " @?/".indexOf(c) >= 0)) {
      throw settings.wrong(
          PgvectorSettings.HOST,
          "'" + host + "' must be a host name or an IP address; sockets of Unix are not supported");
    }
    String plain = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return plain + ":" + settings.integer(PgvectorSettings.PORT);
  }

  private String text(String name) {
    return settings
        .text(name)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> settings.wrong(name, "is empty"));
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    String mode = text(PgvectorSettings.TLS);
    if (!MODES.contains(mode)) {
      throw settings.wrong(PgvectorSettings.TLS, "'" + mode + "' must be one of " + MODES);
    }
    if (!given
        .map(parts -> parts.parameters().containsKey(PGProperty.SSL.getName()))
        .orElse(false)) {
      // The driver looks at ssl, which verifies, only where there is no sslmode.
      parameters.put(PGProperty.SSL_MODE.getName(), mode);
    }
    settings
        .path(PgvectorSettings.TLS_ROOT)
        .ifPresent(file -> parameters.put(PGProperty.SSL_ROOT_CERT.getName(), file.toString()));
    if (given.flatMap(AddressParts::authority).orElse("").contains(",")) {
      // Any other of several servers would answer with what is old, and take no writes.
      parameters.put(PGProperty.TARGET_SERVER_TYPE.getName(), "primary");
    }
    given.ifPresent(parts -> parameters.putAll(parts.parameters()));
    parameters.keySet().forEach(this::requireKnown);
    return parameters;
  }

  private void requireKnown(String parameter) {
    if (PGProperty.forName(parameter) == null) {
      throw settings.wrong(
          PgvectorSettings.URL,
          "the address has the parameter '" + parameter + "', which the driver does not know");
    }
  }
}
