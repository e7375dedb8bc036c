package dev.recollect.agent.template;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new agent is made of: instructions, blocks, tools, profile and model, under a name.
 * Immutable and thread-safe.
 *
 * <p>What a template leaves open is as if there was none. It comes from a builder, from a file,
 * from an agent ({@code Agents.template}) or from us: {@link #find}.
 *
 * <pre>{@code
 * Agent.builder(memory, model).template(AgentTemplate.read(Path.of("harbour.yaml"))).create();
 * }</pre>
 */
public final class AgentTemplate {

  /** Largest system text, in bytes of UTF-8. */
  public static final int SYSTEM_BYTES = 64 * 1024;

  /** Largest file of a template, in bytes. */
  public static final int FILE_BYTES = 1024 * 1024;

  private static final int NAME_BYTES = 512;
  private static final int DESCRIPTION_BYTES = 4_096;

  private final String name;
  private final String description;
  private final @Nullable String system;
  private final Map<String, TemplateBlock> blocks;
  private final @Nullable Set<String> tools;
  private final @Nullable String model;
  private final @Nullable AgentProfile profile;
  private final @Nullable InnerThoughts innerThoughts;

  private AgentTemplate(Builder builder) {
    this.name = builder.name;
    this.description = builder.description;
    this.system = builder.system;
    this.blocks = new LinkedHashMap<>(builder.blocks);
    this.tools = builder.tools;
    this.model = builder.model;
    this.profile = builder.profile;
    this.innerThoughts = builder.innerThoughts;
  }

  /**
   * Returns a builder of a template that leaves everything open.
   *
   * @param name 1 to 512 bytes; not blank
   * @throws MemoryException INVALID or LIMIT for the name
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns the names of the templates that come with Recollect, ascending. */
  public static List<String> names() {
    return BuiltInTemplates.names();
  }

  /**
   * Returns a template that comes with Recollect; empty for an unknown name. {@code memgpt_chat}
   * and {@code memgpt_doc} are MemGPT's: the profile memgpt with its eight tools, to talk, and to
   * answer from documents in archival memory.
   */
  public static Optional<AgentTemplate> find(String name) {
    return BuiltInTemplates.find(name);
  }

  /**
   * Reads the template of a YAML file of UTF-8; its name is the file's unless it says another.
   *
   * @throws MemoryException NOT_FOUND, LIMIT above {@value #FILE_BYTES} bytes, or INVALID with all
   *     that is wrong, each with its line
   */
  public static AgentTemplate read(Path file) {
    return TemplateFile.read(file);
  }

  /**
   * Reads a template from YAML text.
   *
   * @param origin where the text comes from, for errors; the name, unless the text says another
   * @throws MemoryException INVALID with all that is wrong, each with its line
   */
  public static AgentTemplate parse(String text, String origin) {
    return TemplateParser.parse(text, origin, origin);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns what it is for, in a sentence; empty if it does not say. */
  public String description() {
    return description;
  }

  /** Returns what each request begins with; empty for our own instructions. */
  public Optional<String> system() {
    return Optional.ofNullable(system);
  }

  /** Returns the blocks, in order; a block {@code persona} or {@code human} is ours otherwise. */
  public List<TemplateBlock> blocks() {
    return List.copyOf(blocks.values());
  }

  /** Returns the names of the tools that the agent may call, in order; empty for all it has. */
  public Optional<Set<String>> tools() {
    return Optional.ofNullable(tools);
  }

  /** Returns the id of the model it is made for, {@code provider} or {@code provider:name}. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Returns how agent and model speak with each other. */
  public Optional<AgentProfile> profile() {
    return Optional.ofNullable(profile);
  }

  /** Returns where the model writes what it thinks. */
  public Optional<InnerThoughts> innerThoughts() {
    return Optional.ofNullable(innerThoughts);
  }

  /** Returns the template as YAML text, which {@link #parse} reads. */
  public String toYaml() {
    return TemplateWriter.write(this);
  }

  @Override
  public String toString() {
    return "AgentTemplate[" + name + "]";
  }

  /** Collects the parts of a template; a later call replaces an earlier one. Not thread-safe. */
  public static final class Builder {

    private String name;
    private String description = "";
    private @Nullable String system;
    private final Map<String, TemplateBlock> blocks = new LinkedHashMap<>();
    private @Nullable Set<String> tools;
    private @Nullable String model;
    private @Nullable AgentProfile profile;
    private @Nullable InnerThoughts innerThoughts;

    private Builder(String name) {
      this.name = requireSaid("name of the template", name, NAME_BYTES);
    }

    private static String requireSaid(String what, String text, int bytes) {
      if (text.isBlank()) {
        throw MemoryException.invalid("the " + what + " is blank; leave it out or say something");
      }
      return Texts.requireNonEmpty(what, text, bytes);
    }

    /** Sets the name, 1 to 512 bytes; not blank. */
    public Builder name(String value) {
      this.name = requireSaid("name of the template", value, NAME_BYTES);
      return this;
    }

    /** Says what it is for, in at most 4,096 bytes. */
    public Builder description(String value) {
      this.description =
          Texts.requireStorable("description of the template", value, DESCRIPTION_BYTES);
      return this;
    }

    /** Sets what each request begins with, 1 to {@value #SYSTEM_BYTES} bytes; not blank. */
    public Builder system(String text) {
      this.system = requireSaid("system text", text, SYSTEM_BYTES);
      return this;
    }

    /** Sets who the agent is: the text of the block {@code persona}. */
    public Builder persona(String text) {
      return block(TemplateBlock.of("persona", text));
    }

    /** Sets who the agent talks to: the text of the block {@code human}. */
    public Builder human(String text) {
      return block(TemplateBlock.of("human", text));
    }

    /** Adds a block, or replaces the one of the same label. */
    public Builder block(TemplateBlock block) {
      blocks.put(block.label(), block);
      return this;
    }

    /**
     * Sets the tools that the agent may call: of memory tools and of those that the application
     * gives it, all others are withheld.
     */
    public Builder tools(List<String> names) {
      names.forEach(tool -> requireSaid("name of the tool", tool, 64));
      this.tools = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(names));
      return this;
    }

    /** Sets the id of the model it is made for: who opens the model asks for it. */
    public Builder model(String id) {
      this.model = requireSaid("id of the model", id, NAME_BYTES);
      return this;
    }

    /** Sets how agent and model speak with each other. */
    public Builder profile(AgentProfile value) {
      this.profile = value;
      return this;
    }

    /** Sets where the model writes what it thinks, in the profile memgpt. */
    public Builder innerThoughts(InnerThoughts value) {
      this.innerThoughts = value;
      return this;
    }

    /** Returns the template. */
    public AgentTemplate build() {
      return new AgentTemplate(this);
    }
  }
}
