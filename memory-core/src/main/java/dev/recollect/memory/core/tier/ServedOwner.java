package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;

/**
 * An owner as it serves one of its users: once the user has been deleted, all calls throw
 * NOT_FOUND. Thread-safe.
 *
 * @param owner the owner
 * @param users the users of the tenant's owners
 * @param user whom it serves
 */
public record ServedOwner(OwnerHandle owner, OwnerUsers users, OwnerUser user)
    implements OwnerHandle {

  @Override
  public String name() {
    return owner.name();
  }

  @Override
  public Owner existing() {
    return serving(owner.existing());
  }

  @Override
  public Owner orCreate() {
    return serving(owner.orCreate());
  }

  private Owner serving(Owner found) {
    users.require(found, user);
    return found;
  }

  @Override
  public StateChange touch() {
    return owner.touch();
  }
}
