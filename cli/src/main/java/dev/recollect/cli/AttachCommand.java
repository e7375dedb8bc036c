package dev.recollect.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code recollect attach}: lets an agent search a source. */
@Command(
    name = "attach",
    description = "Attach a source to an agent, whose searches then cover it.",
    mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {

  @ParentCommand private @Nullable RecollectCommand root;

  @Mixin private AttachmentOptions options = new AttachmentOptions();

  @Override
  public Integer call() {
    return options.run(Objects.requireNonNull(root), lines -> lines::attach);
  }
}
