package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a tenant's owners lie: their own, or those of one of their users. Immutable.
 *
 * @param tenant the tenant
 * @param user id of the user whose they are, or null for the owners' own
 */
public record OwnerNamespaces(String tenant, @Nullable String user) {

  /** Returns where the owners' own records lie. */
  public static OwnerNamespaces of(String tenant) {
    return new OwnerNamespaces(tenant, null);
  }

  /** Returns where the records of one user lie. */
  public OwnerNamespaces forUser(OwnerUser of) {
    return new OwnerNamespaces(tenant, of.id());
  }

  /** Returns where messages lie. */
  public Namespace recall(Owner owner) {
    return of(NamespaceKind.RECALL, owner);
  }

  /** Returns where passages lie. */
  public Namespace archive(Owner owner) {
    return of(NamespaceKind.ARCHIVE, owner);
  }

  private Namespace of(NamespaceKind kind, Owner owner) {
    Namespace own = Namespace.of(tenant, kind, owner.id());
    return user == null ? own : own.forUser(user);
  }
}
