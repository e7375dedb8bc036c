package dev.recollect.agent;

import dev.recollect.agent.fact.FactKeeper;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.loop.Conversation;
import dev.recollect.agent.loop.HeartbeatPause;
import dev.recollect.agent.loop.Limits;
import dev.recollect.agent.loop.Mind;
import dev.recollect.agent.loop.Place;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.agent.profile.MemgptRules;
import dev.recollect.agent.profile.NativeRules;
import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.recall.AutomaticRecall;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.state.AgentRecord;
import dev.recollect.agent.tool.CoreMemoryTools;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.agent.tool.SearchTools;
import dev.recollect.agent.tool.ToolRules;
import dev.recollect.agent.tool.TurnSearches;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a builder has collected, and how an agent is put together of it. Not thread-safe. */
final class AgentAssembly {

  final Recollect memory;
  final ChatModel model;
  final InitialBlocks initial = new InitialBlocks();
  final List<Tool> tools = new ArrayList<>();
  final ToolRules.Builder rules = ToolRules.builder();
  String name = "default";
  @Nullable String tenant;
  @Nullable String conversation;
  @Nullable String system;
  ZoneId zone = ZoneId.systemDefault();
  Limits limits = new Limits(AgentBuilder.STEP_LIMIT, AgentBuilder.TURN_TIMEOUT, true);
  AgentProfile profile = AgentProfile.NATIVE;
  @Nullable InnerThoughts innerThoughts;
  TemplateRest rest = TemplateRest.NONE;
  List<String> askedBy = List.of();
  @Nullable RecallPolicy recall;
  FactPolicy facts = FactPolicy.off();
  boolean summarises = true;
  @Nullable Duration heartbeat;
  final List<Listener> listeners = new ArrayList<>();
  Holder holder = Holder.here();

  AgentAssembly(Recollect memory, ChatModel model) {
    this.memory = memory;
    this.model = model;
  }

  Agent create() {
    TenantMemory home = home();
    StoredAgents stored = new StoredAgents(home);
    Optional<Owner> present = home.findOwner(name);
    if (present.flatMap(stored::find).isPresent()) {
      throw StoredAgents.taken(name, null);
    }
    Owner owner = present.orElseGet(() -> home.createOwner(name));
    return create(home.pinning(owner), owner, stored.record(zone, system, profile, rest));
  }

  private Agent create(TenantMemory home, Owner owner, AgentRecord record) {
    CoreDraft blocks = home.draft(owner);
    initial.writeInto(blocks, home.blockLimit());
    Mind mind = mind(home, owner, record);
    AllowedTools.of(record).requireAll(mind.tools().specs(), tools);
    mind.requireRoom(blocks.blocks(), home.clock().instant());
    new StoredAgents(home).create(owner, record, blocks);
    return agent(home, owner, record, mind);
  }

  Agent open() {
    TenantMemory home = home();
    StoredAgents stored = new StoredAgents(home);
    Optional<Owner> owner = home.findOwner(name);
    AgentRecord record = owner.flatMap(stored::find).orElseThrow(() -> Agents.unknown(home, name));
    TenantMemory own = home.pinning(owner.orElseThrow());
    return agent(own, owner.orElseThrow(), record, mind(own, owner.orElseThrow(), record));
  }

  Agent openOrCreate() {
    TenantMemory home = home();
    if (home.findOwner(name).flatMap(new StoredAgents(home)::find).isPresent()) {
      return open();
    }
    try {
      return create();
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      return open();
    }
  }

  private TenantMemory home() {
    return memory.tenant(tenant == null ? memory.tenant() : tenant);
  }

  private Agent agent(TenantMemory home, Owner owner, AgentRecord record, Mind mind) {
    String chosen = conversation(record);
    Place place = new Place(home, owner, chosen);
    Optional<FactKeeper> keeper =
        facts
            .extractor(model)
            .map(extractor -> FactKeeper.open(extractor, facts, home, owner, chosen));
    Runnable afterTurn = () -> keeper.ifPresent(FactKeeper::afterTurn);
    Conversation turns = new Conversation(place, mind, limits, holder, afterTurn);
    return new Agent(place, mind.zone(), turns, heartbeat, mind.tools()::runsCall);
  }

  private String conversation(AgentRecord record) {
    return conversation == null ? record.conversation() : conversation;
  }

  private Mind mind(TenantMemory home, Owner owner, AgentRecord record) {
    ZoneId agentZone = ZoneId.of(record.zone());
    AgentProfile stored = AgentProfile.of(record.profileOrNative());
    CoreDraft draft = home.draft(owner);
    TurnSearches searches = new TurnSearches();
    HeartbeatPause pause = new HeartbeatPause(home.clock());
    List<Tool> memoryTools = new ArrayList<>();
    if (stored == AgentProfile.MEMGPT) {
      memoryTools.addAll(HeartbeatTools.of(pause::minutes));
    }
    memoryTools.addAll(CoreMemoryTools.of(draft));
    memoryTools.addAll(
        new SearchTools(home.recall(name), home.archival(name), searches, agentZone).tools());
    AllowedTools allowed = AllowedTools.of(record);
    AgentMessageTool.Asker asker =
        new AgentMessageTool.Asker(home.tenant(), owner, conversation(record), askedBy);
    return new Mind(
        model,
        rules(stored, agentZone, record),
        rules
            .listener(listener())
            .build(name)
            .box(allowed.among(memoryTools), allowed.among(asker.bound(tools)), agentZone),
        draft,
        searches,
        pause,
        recall == null
            ? null
            : new AutomaticRecall(recall, home.recall(name), home.archival(name), agentZone),
        summarises && model.generative(),
        listener(),
        agentZone);
  }

  /** Those of the memory are told of all turns on it. */
  private Listener listener() {
    List<Listener> all = new ArrayList<>();
    all.add(memory.listener());
    all.addAll(listeners);
    return Listener.of(all);
  }

  private ProfileRules rules(AgentProfile stored, ZoneId agentZone, AgentRecord record) {
    InnerThoughts where = innerThoughts == null ? TemplateRest.thoughts(record) : innerThoughts;
    return switch (stored) {
      case NATIVE -> new NativeRules(agentZone, record.system());
      case MEMGPT ->
          new MemgptRules(
              agentZone,
              record.system(),
              MemgptRules.thoughtsAreArguments(where, model.generative()));
    };
  }
}
