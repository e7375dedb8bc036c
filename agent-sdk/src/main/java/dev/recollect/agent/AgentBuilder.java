package dev.recollect.agent;

import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.tool.FileTools;
import dev.recollect.agent.tool.MethodTools;
import dev.recollect.agent.tool.RecordTool;
import dev.recollect.agent.tool.SchemaTool;
import dev.recollect.agent.tool.ToolApproval;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.tool.ToolPolicy;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.tier.OwnerUsers;
import dev.recollect.memory.core.tier.StateKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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

  private final AgentAssembly parts;

  AgentBuilder(Recollect memory, ChatModel model) {
    this.parts = new AgentAssembly(memory, model);
  }

  /** Sets the agent's name, unique in its tenant; {@code default} if not set. */
  public AgentBuilder name(String value) {
    parts.name = value;
    return this;
  }

  /** Sets the tenant; that of the memory itself if not set. */
  public AgentBuilder tenant(String value) {
    parts.tenant = value;
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
    parts.conversation =
        Texts.requireNonEmpty("id of the conversation", id, StateKeys.CONVERSATION_BYTES);
    return this;
  }

  /**
   * Sets for which of the agent's users to open it, who comes into being at the first opening;
   * nobody in particular if not set.
   *
   * <p>Each user has for themselves: the conversations, recall memory, what is filed in archival
   * memory, and the block {@code human}. All users share what the agent is: its instructions and
   * tools, its other blocks, the passages it has without a user, and the attached sources. What
   * this builder says of {@code human} is for the user, at their first opening.
   *
   * @param name what the application calls them, 1 to 128 bytes; not blank
   * @throws MemoryException INVALID or LIMIT for the name
   */
  public AgentBuilder user(String name) {
    parts.user = OwnerUsers.requireName(name);
    return this;
  }

  /** Sets what the block {@code persona} says at creation: who the agent is. */
  public AgentBuilder persona(String text) {
    parts.initial.text("persona", text);
    return this;
  }

  /**
   * Sets what the block {@code human} says at creation, of the agent or of its user: who the agent
   * talks to.
   */
  public AgentBuilder human(String text) {
    parts.initial.text("human", text);
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
    parts.system = Texts.requireNonEmpty("system text", text, SYSTEM_BYTES);
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
    template.blocks().forEach(parts.initial::template);
    parts.rest = parts.rest.with(template);
    return this;
  }

  /** Adds a block at creation, or replaces one of the same label. */
  public AgentBuilder block(MemoryBlock block) {
    parts.initial.block(block);
    return this;
  }

  /**
   * Adds a tool of a record and a function.
   *
   * @param toolName what the model calls
   * @param description what it does, for the model
   * @param type the record of its arguments; see {@link Describe}. Components may be String, int,
   *     long, double, boolean, BigDecimal, LocalDate, Instant, enums, records, and List, Set,
   *     arrays, Map (with String keys) and Optional of these
   * @param work makes the result: a text, or a value that is shown as JSON; an exception is
   *     reported to the model as a failure with its message
   * @throws MemoryException INVALID for a name or component that cannot be
   */
  public <T extends Record> AgentBuilder tool(
      String toolName,
      String description,
      Class<T> type,
      Function<? super T, ? extends @Nullable Object> work) {
    return tool(
        new RecordTool<>(toolName, description, type, Annotations.READER::description, work));
  }

  /**
   * Adds a tool of a record and a function that is told of the call too: its key, which stays the
   * same when the call runs again after a crash, its deadline and its cancellation.
   *
   * @throws MemoryException INVALID for a name or component that cannot be
   */
  public <T extends Record> AgentBuilder tool(
      String toolName,
      String description,
      Class<T> type,
      BiFunction<? super T, ? super ToolInvocation, ? extends @Nullable Object> work) {
    return tool(
        new RecordTool<>(toolName, description, type, Annotations.READER::description, work));
  }

  /**
   * Adds a tool whose arguments any JSON Schema describes.
   *
   * @param spec its name, what it does, and the schema: of drafts 4 to 2020-12, of type object,
   *     with references into itself alone
   * @param work makes the result of arguments that fit the schema, as values of Java: String,
   *     Boolean, Long (BigInteger beyond 64 bits), BigDecimal, List, Map, and null
   * @throws MemoryException INVALID for a name that cannot be, or with all that is wrong with the
   *     schema
   */
  public AgentBuilder tool(
      ToolSpec spec,
      Function<? super Map<String, @Nullable Object>, ? extends @Nullable Object> work) {
    return tool(new SchemaTool(spec, (arguments, invocation) -> work.apply(arguments)));
  }

  /**
   * Adds a tool whose arguments any JSON Schema describes, and whose function is told of the call
   * too.
   *
   * @throws MemoryException INVALID for a name that cannot be, or with all that is wrong with the
   *     schema
   */
  public AgentBuilder tool(
      ToolSpec spec,
      BiFunction<
              ? super Map<String, @Nullable Object>,
              ? super ToolInvocation,
              ? extends @Nullable Object>
          work) {
    return tool(new SchemaTool(spec, work));
  }

  /**
   * Adds the methods of an object that are annotated with {@link ToolMethod}: its own and those it
   * inherits, static ones too.
   *
   * @throws MemoryException INVALID if there is none, or for one that is not public, has a
   *     parameter that no argument can be or whose name is unknown, or shares its name with another
   */
  public AgentBuilder tools(Object holder) {
    MethodTools.of(holder, Annotations.READER).forEach(this::tool);
    return this;
  }

  /**
   * Adds a tool. Its arguments are checked against its schema before it is called.
   *
   * @throws MemoryException INVALID for a name that is taken, or with all that is wrong with the
   *     schema
   */
  public AgentBuilder tool(Tool tool) {
    ToolBox.requireFits(parts.tools, tool);
    parts.tools.add(tool);
    return this;
  }

  /**
   * Adds tools with which the model reads, lists and appends to files below some folders: {@code
   * read_from_text_file}, {@code list_files}, {@code append_to_text_file}. Links are not followed,
   * hidden files are left alone, and nothing elsewhere can be reached.
   *
   * @param folders folders that exist; if there are several, no two of one name
   * @throws MemoryException INVALID for a path that is no folder, or for a second use
   */
  public AgentBuilder fileTools(Path... folders) {
    return addFileTools(true, folders);
  }

  /**
   * Adds the tools of {@link #fileTools} that change nothing.
   *
   * @throws MemoryException as {@link #fileTools}
   */
  public AgentBuilder readOnlyFileTools(Path... folders) {
    return addFileTools(false, folders);
  }

  private AgentBuilder addFileTools(boolean writable, Path... folders) {
    FileTools.of(List.of(folders), writable).forEach(this::tool);
    return this;
  }

  /** Sets how all tools of the application are run that have no policy of their own. */
  public AgentBuilder toolPolicy(ToolPolicy policy) {
    parts.rules.policy(policy);
    return this;
  }

  /**
   * Sets how a tool of the application is run; a name that no tool has is refused when the agent is
   * made.
   */
  public AgentBuilder toolPolicy(String toolName, ToolPolicy policy) {
    parts.rules.policy(toolName, policy);
    return this;
  }

  /** Sets who is asked before calls of tools whose policy demands approval. */
  public AgentBuilder approval(ToolApproval value) {
    parts.rules.approval(value);
    return this;
  }

  /**
   * Leaves to the model these tools alone, the memory tools among them only if they are named; a
   * name that no tool has is refused when the agent is made. May be called more than once.
   */
  public AgentBuilder allowTools(String... names) {
    parts.rules.allow(List.of(names));
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
    return askAgents(List.of(names), name -> new AgentBuilder(parts.memory, parts.model));
  }

  /**
   * Lets the model ask other agents of the tenant, opened as the application says: with models and
   * tools of their own. An agent that waits for an answer is not asked meanwhile, and {@value
   * AgentMessageTool#DEEPEST} at most wait for each other.
   *
   * @param names the agents that it may ask
   * @param opener returns a new builder for a name; name, tenant, conversation and user are set by
   *     us
   */
  public AgentBuilder askAgents(List<String> names, Function<String, AgentBuilder> opener) {
    return tool(new AgentMessageTool(names, opener));
  }

  AgentBuilder askedBy(List<String> chain) {
    parts.askedBy = List.copyOf(chain);
    return this;
  }

  /** Sets the agent's time zone at creation; the system's if not set. */
  public AgentBuilder zone(ZoneId value) {
    parts.zone = value;
    return this;
  }

  /** Sets how often the model may answer in one turn, from 1. */
  public AgentBuilder stepLimit(int value) {
    parts.limits = parts.limits.withSteps(value);
    return this;
  }

  /**
   * Sets how long a turn may take; for so long, and a minute, other processes cannot take it over.
   */
  public AgentBuilder turnTimeout(Duration value) {
    parts.limits = parts.limits.withTimeout(value);
    return this;
  }

  /**
   * Sets what becomes of a message while a turn of this object is under way: it waits for its end,
   * which is so if not set, or it is refused with CONFLICT.
   */
  public AgentBuilder waitWhenBusy(boolean value) {
    parts.limits = parts.limits.withWaits(value);
    return this;
  }

  /** Sets at creation how agent and model speak with each other; {@code NATIVE} if not set. */
  public AgentBuilder profile(AgentProfile value) {
    parts.profile = value;
    return this;
  }

  /**
   * Sets where the model writes what it thinks, in the profile memgpt; what the template said, or
   * else {@code AUTOMATIC}, if not set.
   */
  public AgentBuilder innerThoughts(InnerThoughts value) {
    parts.innerThoughts = value;
    return this;
  }

  /**
   * Recalls for the model, before each turn and without its asking, what bears on what the person
   * says; it costs two searches a turn. Off if not set.
   */
  public AgentBuilder automaticRecall(RecallPolicy value) {
    parts.recall = value;
    return this;
  }

  /**
   * Sets whether the model writes the summary of what leaves its window, which is so if not set; it
   * costs a request each time. Otherwise, and when the model fails, the summary is made of
   * extracts.
   */
  public AgentBuilder modelSummaries(boolean value) {
    parts.summarises = value;
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
    parts.heartbeat = interval;
    return this;
  }

  /**
   * Adds a listener, which is told what happens in the turns of this object, beside those of the
   * memory.
   */
  public AgentBuilder listener(Listener value) {
    parts.listeners.add(value);
    return this;
  }

  /**
   * Sets whether and how facts are extracted from what was said after each turn; {@link
   * FactPolicy#off} if not set.
   */
  public AgentBuilder facts(FactPolicy value) {
    parts.facts = value;
    return this;
  }

  /** Sets what the agent forgets by itself after turns; {@link ForgetPolicy#off} if not set. */
  public AgentBuilder forget(ForgetPolicy value) {
    parts.forgets = value;
    return this;
  }

  /** Sets which old exchanges are condensed after a turn, and how; none if not set. */
  public AgentBuilder compaction(CompactionPolicy value) {
    parts.compaction = value;
    return this;
  }

  AgentBuilder holder(Holder value) {
    parts.holder = value;
    return this;
  }

  /**
   * Creates the agent.
   *
   * @throws MemoryException CONFLICT if there is an agent of that name, LIMIT if system text,
   *     blocks and tools leave no room for a message in the model's context window
   */
  public Agent create() {
    return parts.create();
  }

  /**
   * Opens the agent that there is, and finishes a turn that a process left unfinished in this
   * conversation.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public Agent open() {
    return parts.open();
  }

  /** Opens the agent if there is one, and creates it otherwise. */
  public Agent openOrCreate() {
    return parts.openOrCreate();
  }
}
