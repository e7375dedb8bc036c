package dev.recollect.agent;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.state.StateJson;
import dev.recollect.agent.state.StateKeys;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes owners of memory agents, in the state store of a tenant. */
record StoredAgents(TenantMemory memory) {

  private static final int LATEST = 20;

  Optional<AgentRecord> find(Owner owner) {
    return memory
        .state()
        .get(StateKeys.agent(memory.ownerPrefix(owner)), CallOptions.none())
        .map(entry -> StateJson.read(entry, AgentRecord.class))
        .map(StoredAgents::requireFormat);
  }

  Optional<AgentSummary> summary(Owner owner) {
    return find(owner).map(record -> summary(owner, record));
  }

  private AgentSummary summary(Owner owner, AgentRecord record) {
    RecallMemory recall = memory.recall(owner.name());
    Instant created = Instant.parse(record.createdAt());
    // The newest message may still be on its way into recall memory.
    long from = Math.max(1, nextPlace(owner, record) - LATEST);
    Instant used =
        recall.list(record.conversation(), from, LATEST).stream()
            .map(said -> said.message().createdAt())
            .max(Comparator.naturalOrder())
            .orElse(created);
    return new AgentSummary(owner.name(), created, used, recall.count());
  }

  private long nextPlace(Owner owner, AgentRecord record) {
    String key = memory.sequences().nextKey(owner, record.conversation());
    return memory
        .state()
        .get(key, CallOptions.none())
        .map(entry -> StateJson.read(entry, Long.class))
        .orElse(1L);
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

  /** Returns what makes an owner an agent from now on, with a conversation of its own. */
  AgentRecord record(
      ZoneId zone, @Nullable String system, AgentProfile profile, TemplateRest rest) {
    return new AgentRecord(
        AgentRecord.FORMAT,
        zone.getId(),
        newConversation(),
        now(),
        system,
        profile.id(),
        rest.innerThoughts(),
        rest.tools(),
        rest.model());
  }

  private String newConversation() {
    return new TimeOrderedIds(memory.clock()).next();
  }

  private String now() {
    return memory.clock().instant().toString();
  }

  /** Returns what makes another owner an agent as this one is, in a commit of the caller's. */
  List<StateChange> making(Owner owner, AgentRecord like) {
    String value = StateJson.write(like.copy(newConversation(), now()));
    String key = StateKeys.agent(memory.ownerPrefix(owner));
    return List.of(new StateChange.Put(key, value, StateChange.ABSENT));
  }

  /** Makes an owner an agent, with its blocks, in one commit. */
  void create(Owner owner, AgentRecord made, CoreDraft blocks) {
    List<StateChange> changes = new ArrayList<>(blocks.changes());
    String key = StateKeys.agent(memory.ownerPrefix(owner));
    changes.add(new StateChange.Put(key, StateJson.write(made), StateChange.ABSENT));
    try {
      memory.state().commit(changes, CallOptions.none());
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? taken(owner.name(), e) : e;
    }
  }

  static MemoryException taken(String name, @Nullable Exception cause) {
    return new MemoryException(
        ErrorKind.CONFLICT, "there is an agent '" + name + "' already; open it instead", cause);
  }
}
