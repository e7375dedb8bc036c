package dev.recollect.cli;

import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code recollect}: holds what all its subcommands share. */
@Command(
    name = "recollect",
    description = "An agent with a memory that outlives its process.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      SearchCommand.class,
      LoadCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      ListCommand.class,
      RenameCommand.class,
      CloneCommand.class,
      DeleteCommand.class,
      CompactCommand.class,
      DoctorCommand.class
    })
final class RecollectCommand implements Runnable {

  private final Console console;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Read settings from this file instead of recollect.properties in the home folder.")
  private @Nullable Path config;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the log and stack traces, and what tools are called and return.")
  private boolean verbose;

  RecollectCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = Map.copyOf(environment);
  }

  /** Returns where to read and write. */
  Console console() {
    return console;
  }

  /** Returns whether the user wants the log and stack traces. */
  boolean verbose() {
    return verbose;
  }

  /** Returns a builder of the memory with what the shared options say. */
  Recollect.Builder memory() {
    Recollect.Builder builder = Recollect.builder().environment(environment).plugins();
    if (config != null) {
      builder.configFile(config);
    }
    return builder;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "Say what to do, for example: ./recollect run");
    }
  }
}
