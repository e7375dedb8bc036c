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
 * and percent-encoded. Immutable. No error of this class repeats any of it: it may be a password.
 */
final class AddressParts {

  private static final String HOST = "(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres(?:ql)?(?:\\+[a-z0-9_]+)?)://"
              + ("(?:(?<user>[^/?@:]*)(?::(?<password>[^/?@]*))?@)?"
                  + ("(?<authority>" + HOST + "(?:," + HOST + ")*)?"))
              + "(?:/(?<database>[^?@]*))?(?:\\?(?<parameters>.*))?",
          Pattern.CASE_INSENSITIVE);

  /** Names of libpq that the driver calls otherwise. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "target_session_attrs", "targetServerType");

  /** Values of libpq's target_session_attrs that the driver's parameter has other words for. */
  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "read-write", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private final @Nullable String user;
  private final @Nullable String password;
  private final @Nullable String authority;
  private final @Nullable String database;
  private final Map<String, String> parameters;

  private AddressParts(Matcher matcher) {
    this.parameters = parameters(matcher.group("parameters"));
    String givenUser = decode(matcher.group("user"));
    String givenPassword = decode(matcher.group("password"));
    String userParameter = parameters.remove("user");
    String passwordParameter = parameters.remove("password");
    this.user = givenUser == null || givenUser.isEmpty() ? userParameter : givenUser;
    this.password = givenPassword == null ? passwordParameter : givenPassword;
    this.authority = matcher.group("authority");
    this.database = decode(matcher.group("database"));
  }

  /**
   * Returns the parts of an address.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static AddressParts parse(String address) {
    Matcher matcher = FORM.matcher(address.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be postgresql://user:password@host:port/database or"
              + " jdbc:postgresql://host:port/database, with special characters in user, password"
              + " and database percent-encoded");
    }
    return new AddressParts(matcher);
  }

  Optional<String> authority() {
    return Optional.ofNullable(authority);
  }

  Optional<String> database() {
    return Optional.ofNullable(database).filter(name -> !name.isEmpty());
  }

  Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /** Returns the password, which may be empty, if there is one. */
  Optional<String> password() {
    return Optional.ofNullable(password);
  }

  /** Returns the further parameters by the names that the driver has for them. */
  Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String name = decode(parts[0]);
      String value = parts.length == 2 ? decode(parts[1]) : null;
      if (name == null || name.isEmpty() || value == null) {
        throw new IllegalArgumentException("has a parameter without a name or a value");
      }
      if (pair.contains("@")) {
        throw new IllegalArgumentException(
            "has an @ among its parameters; in a password write %3F for a question mark");
      }
      boolean serverType = name.equalsIgnoreCase("target_session_attrs");
      parameters.put(
          DRIVER_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name),
          serverType ? SERVER_TYPES.getOrDefault(value, value) : value);
    }
    return parameters;
  }

  private static @Nullable String decode(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw withoutCause(
          "has a % that is not followed by two hexadecimal digits; write %25 for the character");
    }
  }

  /** The cause repeats a part of the text. */
  private static IllegalArgumentException withoutCause(String message) {
    return new IllegalArgumentException(message);
  }
}
