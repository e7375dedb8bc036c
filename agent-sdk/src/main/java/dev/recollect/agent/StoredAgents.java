package dev.recollect.agent;

import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.state.StateJson;
import dev.recollect.agent.state.StateKeys;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes owners of memory agents, in the state store of a tenant. */
record StoredAgents(TenantMemory memory) {

  Optional<AgentRecord> find(Owner owner) {
    return memory
        .state()
        .get(StateKeys.agent(memory.ownerPrefix(owner)), CallOptions.none())
        .map(entry -> StateJson.read(entry, AgentRecord.class))
        .map(StoredAgents::requireFormat);
  }

  private static AgentRecord requireFormat(AgentRecord found) {
    if (found.format() > AgentRecord.FORMAT) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the agent was written in format "
              + found.format()
              + " and this version reads up to "
              + AgentRecord.FORMAT
              + "; use the version that wrote it");
    }
    return found;
  }

  /** Makes an owner an agent, with its blocks, in one commit. */
  AgentRecord create(Owner owner, ZoneId zone, InitialBlocks initial) {
    String conversation = new TimeOrderedIds(memory.clock()).next();
    AgentRecord made =
        new AgentRecord(
            AgentRecord.FORMAT, zone.getId(), conversation, memory.clock().instant().toString());
    CoreDraft draft = memory.draft(owner);
    initial.writeInto(draft, memory.blockLimit());
    List<StateChange> changes = new ArrayList<>(draft.changes());
    String key = StateKeys.agent(memory.ownerPrefix(owner));
    changes.add(new StateChange.Put(key, StateJson.write(made), StateChange.ABSENT));
    try {
      memory.state().commit(changes, CallOptions.none());
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? taken(owner.name(), e) : e;
    }
    return made;
  }

  static MemoryException taken(String name, @Nullable Exception cause) {
    return new MemoryException(
        ErrorKind.CONFLICT, "there is an agent '" + name + "' already; open it instead", cause);
  }
}
