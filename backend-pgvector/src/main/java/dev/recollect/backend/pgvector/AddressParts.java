package dev.recollect.backend.pgvector;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an address says: a JDBC URL, or {@code postgresql[+driver]://user:password@host:port/
 * database?parameter=value} as libpq and SQLAlchemy write it, everything after the scheme optional
 * and percent-encoded.
 */
final class AddressParts {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres(?:ql)?(?:\\+[a-z0-9_]+)?)://"
              + "(?:(?<login>[^/?]*)@)?(?<authority>[^/?@]*)(?:/(?<database>[^?]*))?"
              + "(?:\\?(?<parameters>.*))?",
          Pattern.CASE_INSENSITIVE);

  /** Names of libpq that the driver calls otherwise. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");

  private final Matcher matcher;
  private final Map<String, String> parameters;

  private AddressParts(Matcher matcher) {
    this.matcher = matcher;
    this.parameters = parameters(matcher.group("parameters"));
  }

  /**
   * Returns the parts of an address.
   *
   * @throws IllegalArgumentException if it has another form; the message repeats nothing of it
   */
  static AddressParts parse(String address) {
    Matcher matcher = FORM.matcher(address.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be postgresql://user:password@host:port/database or"
              + " jdbc:postgresql://host:port/database, with special characters percent-encoded");
    }
    return new AddressParts(matcher);
  }

  Optional<String> authority() {
    return given("authority");
  }

  Optional<String> database() {
    return given("database").map(AddressParts::decode);
  }

  Optional<String> user() {
    return given("login")
        .map(login -> decode(login.split(":", 2)[0]))
        .filter(user -> !user.isEmpty())
        .or(() -> Optional.ofNullable(parameters.get("user")));
  }

  /** Returns the password, which may be empty, if there is one. */
  Optional<String> password() {
    return given("login")
        .filter(login -> login.contains(":"))
        .map(login -> decode(login.split(":", 2)[1]))
        .or(() -> Optional.ofNullable(parameters.get("password")));
  }

  /** Returns the further parameters by the names that the driver has for them. */
  Map<String, String> parameters() {
    Map<String, String> further = new LinkedHashMap<>(parameters);
    further.keySet().removeAll(java.util.List.of("user", "password"));
    return further;
  }

  private Optional<String> given(String part) {
    return Optional.ofNullable(matcher.group(part)).filter(text -> !text.isEmpty());
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        String name = decode(parts[0]);
        parameters.put(
            DRIVER_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name), decode(parts[1]));
      } else if (!pair.isEmpty()) {
        throw new IllegalArgumentException("has a parameter without a value");
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has a % that is not followed by two hexadecimal digits; write %25", e);
    }
  }
}
