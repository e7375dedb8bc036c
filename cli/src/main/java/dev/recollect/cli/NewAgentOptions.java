package dev.recollect.cli;

import dev.recollect.agent.AgentBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a new agent is made of; they change nothing of one that exists. */
final class NewAgentOptions {

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
    return persona != null || human != null || systemFile != null;
  }

  /**
   * Reads what they name.
   *
   * @throws dev.recollect.memory.api.error.MemoryException for a name or file that cannot be
   */
  Texts read(RecollectCommand command) {
    return new Texts(
        persona == null ? null : TextLibrary.personas(command).resolve(persona),
        human == null ? null : TextLibrary.humans(command).resolve(human),
        systemFile == null
            ? null
            : InitialText.read(systemFile, "the system file", AgentBuilder.SYSTEM_BYTES));
  }

  /**
   * What they name, null where nothing was given.
   *
   * @param persona text of that block
   * @param human text of that block
   * @param system what each request begins with
   */
  record Texts(@Nullable String persona, @Nullable String human, @Nullable String system) {

    void applyTo(AgentBuilder builder) {
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
