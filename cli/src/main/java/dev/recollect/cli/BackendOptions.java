package dev.recollect.cli;

import dev.recollect.memory.core.Recollect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where memory lies, for all commands that open it. */
final class BackendOptions {

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "Where recall and archival memory lie (default: lucene).")
  private @Nullable String backend;

  @Option(
      names = "--archival-backend",
      paramLabel = "ID",
      description = "Where archival memory lies, if not where recall does.")
  private @Nullable String archivalBackend;

  /** Returns the builder with what the options say. */
  Recollect.Builder apply(Recollect.Builder builder) {
    if (backend != null) {
      String origin = "option --backend";
      builder
          .set("memory.recall.backend", backend, origin)
          .set("memory.archival.backend", backend, origin);
    }
    if (archivalBackend != null) {
      builder.set("memory.archival.backend", archivalBackend, "option --archival-backend");
    }
    return builder;
  }
}
