package dev.recollect.agent;

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
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.tool.CoreMemoryTools;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.agent.tool.RecordTool;
import dev.recollect.agent.tool.SearchTools;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.tool.TurnSearches;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.tier.CoreDraft;
import dev.recollect.memory.core.tier.StateKeys;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an agent is made of. Not thread-safe.
 *
 * <p>Blocks, system text and zone belong to the stored agent and take effect at its creation;
 * conversation, tools and limits belong to the object and are given each time.
 */
public final class AgentBuilder {

  /** How often the model may answer in one turn, unless set. */
  public static final int STEP_LIMIT = 50;

  /** Largest system text, in bytes of UTF-8. */
  public static final int SYSTEM_BYTES = AgentTemplate.SYSTEM_BYTES;

  /** How long a turn may take, unless set. */
  public static final Duration TURN_TIMEOUT = Duration.ofMinutes(10);

  private final Recollect memory;
  private final ChatModel model;
  private final InitialBlocks initial = new InitialBlocks();
  private final List<Tool> tools = new ArrayList<>();
  private String name = "default";
  private @Nullable String tenant;
  private @Nullable String conversation;
  private @Nullable String system;
  private ZoneId zone = ZoneId.systemDefault();
  private Limits limits = new Limits(STEP_LIMIT, TURN_TIMEOUT, true);
  private AgentProfile profile = AgentProfile.NATIVE;
  private @Nullable InnerThoughts innerThoughts;
  private TemplateRest rest = TemplateRest.NONE;
  private List<String> askedBy = List.of();
  private @Nullable RecallPolicy recall;
  private boolean summarises = true;
  private @Nullable Duration heartbeat;
  private final List<Listener> listeners = new ArrayList<>();
  private Holder holder = Holder.here();

  AgentBuilder(Recollect memory, ChatModel model) {
    this.memory = memory;
    this.model = model;
  }

  /** Sets the agent's name, unique in its tenant; {@code default} if not set. */
  public AgentBuilder name(String value) {
    this.name = value;
    return this;
  }

  /** Sets the tenant; that of the memory itself if not set. */
  public AgentBuilder tenant(String value) {
    this.tenant = value;
    return this;
  }

  /**
   * Sets which of the agent's conversations to go on with, or to begin; the one it was created with
   * if not set.
   *
   * <p>All conversations of an agent share its blocks, its recall memory and its archival memory.
   * Each has a window of its own, and turns of different ones may run at the same time.
   *
   * @param id what the application calls it, 1 to 128 bytes; not blank
   * @throws MemoryException INVALID or LIMIT for the id
   */
  public AgentBuilder conversation(String id) {
    if (id.isBlank()) {
      throw MemoryException.invalid("the id of the conversation is blank; leave it out or name it");
    }
    this.conversation =
        Texts.requireNonEmpty("id of the conversation", id, StateKeys.CONVERSATION_BYTES);
    return this;
  }

  /** Sets what the block {@code persona} says at creation: who the agent is. */
  public AgentBuilder persona(String text) {
    initial.text("persona", text);
    return this;
  }

  /** Sets what the block {@code human} says at creation: who the agent talks to. */
  public AgentBuilder human(String text) {
    initial.text("human", text);
    return this;
  }

  /**
   * Sets at creation what each request begins with, in place of our own instructions; time, counts
   * and core memory still follow it.
   *
   * <p>Ours tell the model how its memory works and which tools it has; a text of your own should.
   *
   * @param text 1 to {@value #SYSTEM_BYTES} bytes of UTF-8; not blank
   * @throws MemoryException INVALID or LIMIT for the text
   */
  public AgentBuilder system(String text) {
    if (text.isBlank()) {
      throw MemoryException.invalid("the system text is blank; say what the agent is to do");
    }
    this.system = Texts.requireNonEmpty("system text", text, SYSTEM_BYTES);
    return this;
  }

  /**
   * Sets at creation what a template says; what it leaves open stays as it was set before, and what
   * is set after it is stronger. The model is the one given here: the id that the template names is
   * kept with the agent, and {@link Agents#template} tells it.
   */
  public AgentBuilder template(AgentTemplate template) {
    template.system().ifPresent(this::system);
    template.profile().ifPresent(this::profile);
    template.blocks().forEach(initial::template);
    this.rest = rest.with(template);
    return this;
  }

  /** Adds a block at creation, or replaces one of the same label. */
  public AgentBuilder block(MemoryBlock block) {
    initial.block(block);
    return this;
  }

  /**
   * Adds a tool of a record and a function.
   *
   * @param toolName what the model calls
   * @param description what it does, for the model
   * @param type the record of its arguments; see {@link Describe}. Components may be String, int,
   *     long, double, boolean, enums, records, and List and Optional of these
   * @param work makes the result: a text, or a value that is shown as JSON; an exception is
   *     reported to the model as a failure with its message
   * @throws MemoryException INVALID for a name or component that cannot be
   */
  public <T extends Record> AgentBuilder tool(
      String toolName,
      String description,
      Class<T> type,
      Function<? super T, ? extends @Nullable Object> work) {
    return tool(new RecordTool<>(toolName, description, type, AgentBuilder::description, work));
  }

  private static Optional<String> description(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Describe.class)).map(Describe::value);
  }

  /** Adds a tool. */
  public AgentBuilder tool(Tool tool) {
    List<Tool> all = new ArrayList<>(tools);
    all.add(tool);
    ToolBox.requireNames(all);
    tools.add(tool);
    return this;
  }

  /**
   * Lets the model ask other agents of the tenant, with the tool {@code send_message_to_agent}: a
   * turn of the other one, whose answer is the result. They have this model, and no tools but those
   * of memory. Off if not set.
   *
   * @param names the agents that it may ask; one that does not exist is told to the model
   */
  public AgentBuilder askAgents(String... names) {
    return askAgents(List.of(names), name -> new AgentBuilder(memory, model));
  }

  /**
   * Lets the model ask other agents of the tenant, opened as the application says: with models and
   * tools of their own. An agent that waits for an answer is not asked meanwhile, and {@value
   * AgentMessageTool#DEEPEST} at most wait for each other.
   *
   * @param names the agents that it may ask
   * @param opener returns a new builder for a name; name, tenant and conversation are set by us
   */
  public AgentBuilder askAgents(List<String> names, Function<String, AgentBuilder> opener) {
    return tool(new AgentMessageTool(names, opener));
  }

  AgentBuilder askedBy(List<String> chain) {
    this.askedBy = List.copyOf(chain);
    return this;
  }

  /** Sets the agent's time zone at creation; the system's if not set. */
  public AgentBuilder zone(ZoneId value) {
    this.zone = value;
    return this;
  }

  /** Sets how often the model may answer in one turn, from 1. */
  public AgentBuilder stepLimit(int value) {
    this.limits = limits.withSteps(value);
    return this;
  }

  /**
   * Sets how long a turn may take; for so long, and a minute, other processes cannot take it over.
   */
  public AgentBuilder turnTimeout(Duration value) {
    this.limits = limits.withTimeout(value);
    return this;
  }

  /**
   * Sets what becomes of a message while a turn of this object is under way: it waits for its end,
   * which is so if not set, or it is refused with CONFLICT.
   */
  public AgentBuilder waitWhenBusy(boolean value) {
    this.limits = limits.withWaits(value);
    return this;
  }

  /** Sets at creation how agent and model speak with each other; {@code NATIVE} if not set. */
  public AgentBuilder profile(AgentProfile value) {
    this.profile = value;
    return this;
  }

  /**
   * Sets where the model writes what it thinks, in the profile memgpt; what the template said, or
   * else {@code AUTOMATIC}, if not set.
   */
  public AgentBuilder innerThoughts(InnerThoughts value) {
    this.innerThoughts = value;
    return this;
  }

  /**
   * Recalls for the model, before each turn and without its asking, what bears on what the person
   * says; it costs two searches a turn. Off if not set.
   */
  public AgentBuilder automaticRecall(RecallPolicy value) {
    this.recall = value;
    return this;
  }

  /**
   * Sets whether the model writes the summary of what leaves its window, which is so if not set; it
   * costs a request each time. Otherwise, and when the model fails, the summary is made of
   * extracts.
   */
  public AgentBuilder modelSummaries(boolean value) {
    this.summarises = value;
    return this;
  }

  /**
   * Wakes the agent by the clock while the object is open: after each interval a turn begins with a
   * heartbeat, unless one is under way or the model has asked for a pause. Off if not set.
   *
   * @param interval at least a second
   * @throws MemoryException INVALID for a shorter one
   */
  public AgentBuilder heartbeat(Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw MemoryException.invalid(
          "the interval of heartbeats is " + interval + "; it must be at least a second");
    }
    this.heartbeat = interval;
    return this;
  }

  /** Adds a listener, which is told what happens in the turns of this object. */
  public AgentBuilder listener(Listener value) {
    listeners.add(value);
    return this;
  }

  AgentBuilder holder(Holder value) {
    this.holder = value;
    return this;
  }

  /**
   * Creates the agent.
   *
   * @throws MemoryException CONFLICT if there is an agent of that name, LIMIT if system text,
   *     blocks and tools leave no room for a message in the model's context window
   */
  public Agent create() {
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

  /**
   * Opens the agent that there is, and finishes a turn that a process left unfinished in this
   * conversation.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public Agent open() {
    TenantMemory home = home();
    StoredAgents stored = new StoredAgents(home);
    Optional<Owner> owner = home.findOwner(name);
    AgentRecord record = owner.flatMap(stored::find).orElseThrow(() -> Agents.unknown(home, name));
    TenantMemory own = home.pinning(owner.orElseThrow());
    return agent(own, owner.orElseThrow(), record, mind(own, owner.orElseThrow(), record));
  }

  /** Opens the agent if there is one, and creates it otherwise. */
  public Agent openOrCreate() {
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
    Place place = new Place(home, owner, conversation(record));
    return new Agent(place, mind.zone(), new Conversation(place, mind, limits, holder), heartbeat);
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
        new ToolBox(allowed.among(memoryTools), allowed.among(asker.bound(tools)), agentZone),
        draft,
        searches,
        pause,
        recall == null
            ? null
            : new AutomaticRecall(recall, home.recall(name), home.archival(name), agentZone),
        summarises && model.generative(),
        Listener.of(listeners),
        agentZone);
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
