package dev.recollect.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.recollect.memory.core.Inspection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code recollect doctor}: what there is, what is set, and what answers. */
@Command(
    name = "doctor",
    description = {
      "Show what is there, what is set and where, and what answers; no secrets.",
      "Asks no model anything. Exits with 1 if something does not work."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @ParentCommand private @Nullable RecollectCommand root;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The language model to look at (default: ${DEFAULT-VALUE}).")
  private String model = RunCommand.DEFAULT_MODEL;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long each part may take to answer (default: ${DEFAULT-VALUE}).")
  private int timeout = 10;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Inspection inspection = backends.apply(command.memory()).inspect()) {
      Diagnosis diagnosis = diagnose(inspection);
      print(command.console(), diagnosis);
      return diagnosis.well() ? 0 : ErrorReport.FAILED;
    }
  }

  private Diagnosis diagnose(Inspection inspection) {
    return new Diagnosis(
        Machine.current(),
        HomeState.of(inspection.home()),
        inspection,
        new ProviderLines(inspection, model),
        inspection.answers(model, Duration.ofSeconds(timeout)));
  }

  private void print(Console console, Diagnosis diagnosis) throws JsonProcessingException {
    if (json) {
      console.output().println(new DiagnosisJson(diagnosis).document());
    } else {
      console.print(new DiagnosisText(diagnosis).text());
    }
  }
}
