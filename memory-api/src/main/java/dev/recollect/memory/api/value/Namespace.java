package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose records: tenant, kind, owner and optionally a user. An argument of every storage call, so
 * that no query can forget it.
 *
 * <p>Stores compare namespaces for equality only, by {@link #key()}: the four parts joined with
 * {@code /}, where {@code /} and {@code %} inside a part are percent-escaped. Two different
 * namespaces never have the same key.
 */
public final class Namespace implements Comparable<Namespace> {

  private final String tenant;
  private final NamespaceKind kind;
  private final String owner;
  private final String user;
  private final String key;

  private Namespace(String tenant, NamespaceKind kind, String owner, String user) {
    this.tenant = Texts.requireNonEmpty("tenant", tenant, Limits.NAMESPACE_BYTES);
    this.kind = kind;
    this.owner = Texts.requireNonEmpty("owner", owner, Limits.NAMESPACE_BYTES);
    this.user = Texts.requireStorable("user", user, Limits.NAMESPACE_BYTES);
    this.key = Texts.requireStorable("namespace", encode(), Limits.NAMESPACE_BYTES);
  }

  /**
   * Returns the namespace of an owner.
   *
   * @throws MemoryException INVALID if a part is empty or not storable, LIMIT if the key is too
   *     long
   */
  public static Namespace of(String tenant, NamespaceKind kind, String owner) {
    return new Namespace(tenant, kind, owner, "");
  }

  /** Returns this namespace narrowed to one user of the owner. */
  public Namespace forUser(String newUser) {
    return new Namespace(
        tenant, kind, owner, Texts.requireNonEmpty("user", newUser, Limits.NAMESPACE_BYTES));
  }

  /**
   * Returns the namespace that has the given key.
   *
   * @throws MemoryException INVALID if {@link #key()} never returns such a text
   */
  public static Namespace parse(String key) {
    List<String> parts = split(key);
    if (parts.size() < 3 || parts.size() > 4) {
      throw MemoryException.invalid(
          "'" + key + "' is not a namespace key: tenant/kind/owner[/user]");
    }
    return new Namespace(
        parts.get(0), parseKind(parts.get(1)), parts.get(2), parts.size() == 4 ? parts.get(3) : "");
  }

  /** Returns the tenant; never empty. */
  public String tenant() {
    return tenant;
  }

  /** Returns what the records are. */
  public NamespaceKind kind() {
    return kind;
  }

  /** Returns the id of the agent, archive or source that owns the records; never empty. */
  public String owner() {
    return owner;
  }

  /** Returns the user to whom the records are confined, if any. */
  public Optional<String> user() {
    return user.isEmpty() ? Optional.empty() : Optional.of(user);
  }

  /**
   * Returns the text by which stores compare namespaces, at most {@link Limits#NAMESPACE_BYTES}.
   */
  public String key() {
    return key;
  }

  private String encode() {
    String base = escape(tenant) + "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + escape(owner);
    return user.isEmpty() ? base : base + "/" + escape(user);
  }

  private static String escape(String part) {
    return part.replace("%", "%25").replace("/", "%2F");
  }

  private static List<String> split(String key) {
    List<String> parts = new ArrayList<>();
    for (String part : key.split("/", -1)) {
      parts.add(part.replace("%2F", "/").replace("%25", "%"));
    }
    return parts;
  }

  private static NamespaceKind parseKind(String name) {
    for (NamespaceKind kind : NamespaceKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw MemoryException.invalid("'" + name + "' is not a kind of namespace");
  }

  @Override
  public int compareTo(Namespace other) {
    byte[] mine = key.getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.compareUnsigned(mine, other.key.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Namespace that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
