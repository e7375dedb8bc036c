package dev.recollect.backend.pgvector;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Everything the driver needs to connect. Immutable; prints the address and nothing else. */
final class Login {

  private final ServerAddress address;
  private final String user;
  private final @Nullable String password;
  private final Map<String, String> parameters;

  /**
   * Creates a login.
   *
   * @param password null for none, which is not the same as an empty one
   * @param parameters further properties of the driver, by their names there
   */
  Login(
      ServerAddress address,
      String user,
      @Nullable String password,
      Map<String, String> parameters) {
    this.address = address;
    this.user = user;
    this.password = password;
    this.parameters = Map.copyOf(parameters);
  }

  ServerAddress address() {
    return address;
  }

  String user() {
    return user;
  }

  /** Returns what to hand to the driver beside the address; holds the password. */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(parameters);
    properties.setProperty("user", user);
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
