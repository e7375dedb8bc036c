package dev.recollect.cli;

import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.template.AgentTemplate;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a new agent is made of; they change nothing of one that exists. */
final class NewAgentOptions {

  /** How messages name them. */
  static final String NAMES = "--preset, --profile, --persona, --human and --system-file";

  @Option(
      names = "--preset",
      paramLabel = "NAME|FILE",
      description =
          "What the agent is made of: a name of ./recollect list presets, or a YAML file; applies when it is made, and the options beside it are stronger.")
  private @Nullable String preset;

  @Option(
      names = "--profile",
      paramLabel = "native|memgpt",
      description = "How agent and model speak with each other; applies when it is made.")
  private @Nullable String profile;

  @Option(
      names = "--persona",
      paramLabel = "NAME|TEXT",
      description =
          "Who the agent is: a text, or a name of ./recollect list personas; applies when it is made.")
  private @Nullable String persona;

  @Option(
      names = "--human",
      paramLabel = "NAME|TEXT",
      description =
          "What it knows about you: a text, or a name of ./recollect list humans; applies when it is made.")
  private @Nullable String human;

  @Option(
      names = "--system-file",
      paramLabel = "FILE",
      description =
          "A UTF-8 text in place of the instructions that each request begins with; applies when it is made.")
  private @Nullable Path systemFile;

  /** Returns whether one of them was given. */
  boolean given() {
    return preset != null
        || profile != null
        || persona != null
        || human != null
        || systemFile != null;
  }

  /**
   * Reads what they name.
   *
   * @throws dev.recollect.memory.api.error.MemoryException for a name or file that cannot be
   */
  Texts read(RecollectCommand command) {
    return new Texts(
        preset == null ? null : new PresetLibrary(command).resolve(preset),
        profile == null ? null : AgentProfile.of(profile),
        persona == null ? null : TextLibrary.personas(command).resolve(persona),
        human == null ? null : TextLibrary.humans(command).resolve(human),
        systemFile == null
            ? null
            : InitialText.read(systemFile, "the system file", AgentBuilder.SYSTEM_BYTES));
  }

  /**
   * What they name, null where nothing was given.
   *
   * @param preset what the agent is made of
   * @param profile how it speaks with its model
   * @param persona text of that block
   * @param human text of that block
   * @param system what each request begins with
   */
  record Texts(
      @Nullable AgentTemplate preset,
      @Nullable AgentProfile profile,
      @Nullable String persona,
      @Nullable String human,
      @Nullable String system) {

    /** Returns the id of the model that the preset is made for. */
    Optional<String> model() {
      return Optional.ofNullable(preset).flatMap(AgentTemplate::model);
    }

    void applyTo(AgentBuilder builder) {
      if (preset != null) {
        builder.template(preset);
      }
      if (profile != null) {
        builder.profile(profile);
      }
      if (persona != null) {
        builder.persona(persona);
      }
      if (human != null) {
        builder.human(human);
      }
      if (system != null) {
        builder.system(system);
      }
    }
  }
}
