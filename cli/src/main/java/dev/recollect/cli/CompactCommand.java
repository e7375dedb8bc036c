package dev.recollect.cli;

import dev.recollect.memory.core.Recollect;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code recollect compact}: rewrites the stores without what was deleted. */
@Command(
    name = "compact",
    description =
        "Rewrite the stores, so that nothing is left in their files of what was deleted. May take"
            + " minutes, and as much room again as they take.",
    mixinStandardHelpOptions = true)
final class CompactCommand implements Callable<Integer> {

  @ParentCommand private @Nullable RecollectCommand root;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Override
  public Integer call() {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      memory.compact();
    }
    command.console().note("Compacted: what was deleted is no longer in the files of the stores.");
    return 0;
  }
}
