package dev.recollect.agent;

import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.Compactor;
import dev.recollect.agent.compaction.SummaryRecords;
import dev.recollect.agent.context.ExchangeSummaries;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.fact.FactKeeper;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.loop.Conversation;
import dev.recollect.agent.loop.Derivations;
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
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.tier.CoreDraft;
import dev.recollect.memory.core.tier.OwnerUser;
import dev.recollect.memory.core.tier.StateKeys;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
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
  @Nullable String user;
  @Nullable String system;
  ZoneId zone = ZoneId.systemDefault();
  Limits limits = new Limits(AgentBuilder.STEP_LIMIT, AgentBuilder.TURN_TIMEOUT, true);
  AgentProfile profile = AgentProfile.NATIVE;
  @Nullable InnerThoughts innerThoughts;
  TemplateRest rest = TemplateRest.NONE;
  List<String> askedBy = List.of();
  @Nullable RecallPolicy recall;
  FactPolicy facts = FactPolicy.off();
  ForgetPolicy forgets = ForgetPolicy.off();
  CompactionPolicy compaction = CompactionPolicy.off();
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
    CoreDraft blocks = home.draft(owner, counter());
    initial.writeInto(blocks, home.blockLimit(), user != null);
    Mind mind = mind(home, owner, record);
    AllowedTools.of(record).requireAll(mind.tools().specs(), tools);
    mind.requireRoom(blocks.blocks(), home.clock().instant());
    requireUser(home, owner, record);
    new StoredAgents(home).create(owner, record, blocks);
    return agent(serving(home, owner, record), owner, record);
  }

  Agent open() {
    TenantMemory home = home();
    StoredAgents stored = new StoredAgents(home);
    Optional<Owner> owner = home.findOwner(name);
    AgentRecord record = owner.flatMap(stored::find).orElseThrow(() -> Agents.unknown(home, name));
    TenantMemory own = home.pinning(owner.orElseThrow());
    return agent(serving(own, owner.orElseThrow(), record), owner.orElseThrow(), record);
  }

  /** Returns the memory as it serves the user, who comes into being now if there is none. */
  private TenantMemory serving(TenantMemory home, Owner owner, AgentRecord record) {
    if (user == null) {
      return home;
    }
    OwnerUser served =
        home.users().orCreate(owner, user, made -> firstBlock(home, owner, made, record));
    return home.serving(owner, served);
  }

  /** What a user cannot begin with is refused before there is an agent. */
  private void requireUser(TenantMemory home, Owner owner, AgentRecord record) {
    if (user != null) {
      OwnerUser imagined = new OwnerUser(user, "imagined", owner.createdAt());
      var unused = firstBlock(home, owner, imagined, record);
    }
  }

  private List<StateChange> firstBlock(
      TenantMemory home, Owner owner, OwnerUser made, AgentRecord record) {
    TenantMemory served = home.serving(owner, made);
    CoreDraft blocks = served.draft(owner, counter());
    Optional<MemoryBlock> like = home.draft(owner).block(StateKeys.USERS_BLOCK);
    initial.writeHuman(blocks, like, home.blockLimit());
    mind(served, owner, record).requireRoom(blocks.blocks(), home.clock().instant());
    return blocks.changes();
  }

  private ToIntFunction<String> counter() {
    return new TokenCounter(model)::count;
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

  private Agent agent(TenantMemory home, Owner owner, AgentRecord record) {
    Mind mind = mind(home, owner, record);
    String chosen = conversation(home, record);
    Place place = new Place(home, owner, chosen);
    Optional<FactKeeper> keeper =
        facts
            .extractor(model)
            .map(extractor -> FactKeeper.open(extractor, facts, home, owner, chosen));
    List<Runnable> afterwards = new ArrayList<>();
    keeper.ifPresent(found -> afterwards.add(found::afterTurn));
    Runnable afterTurn = () -> afterwards.forEach(Runnable::run);
    Derivations derivations = derivations(keeper, SummaryRecords.of(home, owner, mind.zone()));
    Conversation turns =
        new Conversation(place, mind, limits, holder, afterTurn, derivations, forgets);
    Compactor compactor =
        new Compactor(
            place,
            mind.zone(),
            new ExchangeSummaries(model, mind.summarises()),
            holder,
            turns::apart,
            () -> keeper.map(FactKeeper::reached).orElse(Long.MAX_VALUE));
    afterwards.add(() -> compactor.afterTurn(compaction));
    return new Agent(
        place, mind.zone(), turns, compactor, heartbeat, mind.tools()::runsCall, counter());
  }

  /** Facts go as the passages that they are; summary records are made anew of what is left. */
  private static Derivations derivations(Optional<FactKeeper> facts, SummaryRecords summaries) {
    return new Derivations() {
      @Override
      public void catchUp() {
        facts.ifPresent(FactKeeper::afterTurn);
      }

      @Override
      public void forget(String conversation, Collection<Long> places) {
        var unused = summaries.forget(conversation, places);
      }

      @Override
      public void forgetPassages(Collection<String> ids) {
        summaries.forgetPassages(ids);
      }
    };
  }

  /** A user's first conversation has the user's id, which is unique. */
  private String conversation(TenantMemory home, AgentRecord record) {
    return Optional.ofNullable(conversation)
        .or(() -> home.user().map(OwnerUser::id))
        .orElseGet(record::conversation);
  }

  private Mind mind(TenantMemory home, Owner owner, AgentRecord record) {
    ZoneId agentZone = ZoneId.of(record.zone());
    AgentProfile stored = AgentProfile.of(record.profileOrNative());
    CoreDraft draft = home.draft(owner, counter());
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
        new AgentMessageTool.Asker(home.tenant(), owner, conversation(home, record), user, askedBy);
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
