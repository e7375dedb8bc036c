package dev.recollect.cli;

import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadReport;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Sources;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recollect load}: loads documents into a source. */
@Command(
    name = "load",
    description = "Load documents into a source, which agents attach.",
    mixinStandardHelpOptions = true,
    subcommands = LoadCommand.Directory.class)
final class LoadCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to load: ./recollect load directory --name SOURCE --input-dir DIR");
  }

  /** {@code recollect load directory}: loads files of a folder, or files one names. */
  @Command(
      name = "directory",
      description = {
        "Load text, Markdown and PDF files.",
        "What the source holds already stays as it is; files that have changed replace what they"
            + " were; files that are in the folder no more are removed. Hidden files are left out."
      },
      mixinStandardHelpOptions = true)
  static final class Directory implements Callable<Integer> {

    @ParentCommand private @Nullable LoadCommand parent;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "SOURCE",
        description = "The source, made if there is none.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private @Nullable Input input;

    @Mixin private BackendOptions backends = new BackendOptions();

    /** A folder or files. */
    static final class Input {

      @ArgGroup(exclusive = false)
      private @Nullable Folder folder;

      @Option(
          names = "--input-files",
          required = true,
          paramLabel = "FILE",
          arity = "1..*",
          description = "The files.")
      private @Nullable List<Path> files;

      LoadRequest request() {
        return folder == null ? LoadRequest.files(Objects.requireNonNull(files)) : folder.request();
      }
    }

    /** A folder. */
    static final class Folder {

      @Option(
          names = "--input-dir",
          required = true,
          paramLabel = "DIR",
          description = "The folder.")
      private Path path = Path.of("");

      @Option(names = "--recursive", description = "With its subfolders.")
      private boolean recursive;

      LoadRequest request() {
        return recursive ? LoadRequest.folder(path).withSubfolders() : LoadRequest.folder(path);
      }
    }

    @Override
    public Integer call() {
      RecollectCommand command = Objects.requireNonNull(Objects.requireNonNull(parent).root);
      LoadRequest request = Objects.requireNonNull(input).request();
      try (Recollect memory = backends.apply(command.memory()).open();
          LoadLines lines = new LoadLines(command.console(), InstantSource.system(), name);
          Interruption interruption = Interruption.listen()) {
        return load(memory, request, lines, interruption);
      }
    }

    private int load(
        Recollect memory, LoadRequest request, LoadLines lines, Interruption interruption) {
      LoadReport report;
      try {
        report = DocumentLoader.into(memory, name).load(request, lines, interruption.options());
      } catch (MemoryException e) {
        if (!interruption.wanted()) {
          throw e;
        }
        lines.interrupted();
        return ErrorReport.FAILED;
      }
      Sources sources = memory.sources();
      if (sources.find(name).isPresent()) {
        lines.end(report, new SourceLines(memory).held(name), !sources.users(name).isEmpty());
      } else {
        lines.end(report);
      }
      return report.failed() ? ErrorReport.FAILED : 0;
    }
  }
}
