package dev.recollect.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code recollect detach}: takes a source from an agent; the source stays. */
@Command(
    name = "detach",
    description = "Detach a source from an agent; the source stays.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Callable<Integer> {

  @ParentCommand private @Nullable RecollectCommand root;

  @Mixin private AttachmentOptions options = new AttachmentOptions();

  @Override
  public Integer call() {
    return options.run(Objects.requireNonNull(root), lines -> lines::detach);
  }
}
