package dev.recollect.agent;

import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.state.StateKeys;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.internal.NearestName;
import dev.recollect.memory.core.tier.OwnerUser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The agents of a memory: those owners that were created as agents. */
public final class Agents {

  private Agents() {}

  /** Returns the agents of the default tenant by name, ascending. */
  public static List<Owner> list(Recollect memory) {
    return list(memory.tenant(memory.tenant()));
  }

  /** Returns the agents of a tenant by name, ascending. */
  public static List<Owner> list(TenantMemory memory) {
    List<Owner> agents = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Owner> page = memory.owners(cursor.orElseThrow());
      page.items().stream().filter(owner -> isAgent(memory, owner)).forEach(agents::add);
      cursor = page.next();
    }
    return List.copyOf(agents);
  }

  /** Returns the agents of the default tenant as a list shows them, the last used first. */
  public static List<AgentSummary> summaries(Recollect memory) {
    return summaries(memory.tenant(memory.tenant()));
  }

  /** Returns the agents of a tenant as a list shows them, the last used first. */
  public static List<AgentSummary> summaries(TenantMemory memory) {
    StoredAgents stored = new StoredAgents(memory);
    return list(memory).stream()
        .flatMap(owner -> stored.summary(owner).stream())
        .sorted(Comparator.comparing(AgentSummary::lastUsedAt).reversed())
        .toList();
  }

  /** Returns whether the default tenant has an agent of a name. */
  public static boolean exists(Recollect memory, String name) {
    return exists(memory.tenant(memory.tenant()), name);
  }

  /** Returns whether a tenant has an agent of a name. */
  public static boolean exists(TenantMemory memory, String name) {
    return memory.findOwner(name).filter(owner -> isAgent(memory, owner)).isPresent();
  }

  /**
   * Checks that the default tenant has an agent of a name.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static void require(Recollect memory, String name) {
    TenantMemory own = memory.tenant(memory.tenant());
    if (!exists(own, name)) {
      throw unknown(own, name);
    }
  }

  static boolean isAgent(TenantMemory memory, Owner owner) {
    String key = StateKeys.agent(memory.ownerPrefix(owner));
    return memory.state().get(key, CallOptions.none()).isPresent();
  }

  /**
   * Deletes an agent of the default tenant with everything it remembers.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static void delete(Recollect memory, String name) {
    delete(memory.tenant(memory.tenant()), name);
  }

  /**
   * Deletes an agent of a tenant with everything it remembers, of all its users.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static void delete(TenantMemory memory, String name) {
    if (!exists(memory, name)) {
      throw unknown(memory, name);
    }
    memory.delete(name);
  }

  /**
   * Returns the users of an agent of the default tenant by name, ascending.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static List<String> users(Recollect memory, String name) {
    return users(memory.tenant(memory.tenant()), name);
  }

  /**
   * Returns the users of an agent of a tenant by name, ascending.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static List<String> users(TenantMemory memory, String name) {
    return memory.users().list(agent(memory, name)).stream().map(OwnerUser::name).toList();
  }

  /**
   * Deletes a user of an agent of the default tenant.
   *
   * @throws MemoryException as {@link #deleteUser(TenantMemory, String, String)}
   */
  public static void deleteUser(Recollect memory, String name, String user) {
    deleteUser(memory.tenant(memory.tenant()), name, user);
  }

  /**
   * Deletes a user of an agent of a tenant, with conversations, messages, passages and block, and
   * nothing else. An agent that is open for them refuses all from then on, and who is opened under
   * that name later is another user. Can be repeated after a failure.
   *
   * @throws MemoryException NOT_FOUND with the nearest name, of the agent or of the user
   */
  public static void deleteUser(TenantMemory memory, String name, String user) {
    memory.deleteUser(agent(memory, name), user);
  }

  private static Owner agent(TenantMemory memory, String name) {
    return memory
        .findOwner(name)
        .filter(owner -> isAgent(memory, owner))
        .orElseThrow(() -> unknown(memory, name));
  }

  /**
   * Gives an agent of the default tenant another name.
   *
   * @throws MemoryException as {@link #rename(TenantMemory, String, String)}
   */
  public static void rename(Recollect memory, String name, String newName) {
    rename(memory.tenant(memory.tenant()), name, newName);
  }

  /**
   * Gives an agent of a tenant another name, at once. Nothing that it remembers moves; where it is
   * open it goes on under its old name until it is opened again.
   *
   * @throws MemoryException NOT_FOUND with the nearest name, CONFLICT if the new name is taken,
   *     INVALID or LIMIT for it
   */
  public static void rename(TenantMemory memory, String name, String newName) {
    if (!exists(memory, name)) {
      throw unknown(memory, name);
    }
    memory.rename(name, newName);
  }

  /**
   * Makes an agent of the default tenant that is as another one is.
   *
   * @throws MemoryException as {@link #clone(TenantMemory, String, String, CloneOption...)}
   */
  public static void clone(Recollect memory, String name, String newName, CloneOption... options) {
    clone(memory.tenant(memory.tenant()), name, newName, options);
  }

  /**
   * Makes an agent of a tenant that is as another one is: with its instructions, profile, zone and
   * tools, a copy of its blocks as they are now, the shared blocks and the sources attached to it,
   * and what the options say. It never has its conversations and its users: nothing was said to it
   * yet.
   *
   * <p>The new agent comes into being whole, in one commit. A clone that was interrupted is not
   * seen, and cloning to that name again removes what is left of it.
   *
   * @throws MemoryException NOT_FOUND with the nearest name, CONFLICT if the new name is taken or
   *     somebody clones to it at the same time, INVALID or LIMIT for it; nothing was made then
   */
  public static void clone(
      TenantMemory memory, String name, String newName, CloneOption... options) {
    StoredAgents stored = new StoredAgents(memory);
    AgentRecord like =
        memory.findOwner(name).flatMap(stored::find).orElseThrow(() -> unknown(memory, name));
    boolean passages = List.of(options).contains(CloneOption.PASSAGES);
    var unused = memory.copyOwner(name, newName, passages, owner -> stored.making(owner, like));
  }

  /**
   * Returns a template of which agents as one of the default tenant can be made.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static AgentTemplate template(Recollect memory, String name) {
    return template(memory.tenant(memory.tenant()), name);
  }

  /**
   * Returns a template of which agents as one of a tenant can be made: its instructions, profile,
   * tools and model, and its blocks as they are now; nothing of what it remembers otherwise.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public static AgentTemplate template(TenantMemory memory, String name) {
    AgentRecord record =
        memory
            .findOwner(name)
            .flatMap(new StoredAgents(memory)::find)
            .orElseThrow(() -> unknown(memory, name));
    return TemplateRest.template(name, record, memory.core(name).blocks());
  }

  static MemoryException unknown(TenantMemory memory, String name) {
    List<String> names = list(memory).stream().map(Owner::name).toList();
    String none = names.isEmpty() ? " There are no agents yet." : "";
    return MemoryException.notFound(
        "there is no agent '" + name + "'." + NearestName.hint(names, name) + none);
  }
}
