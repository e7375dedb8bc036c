package dev.recollect.benchmarks.locomo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/convert-locomo}: LoCoMo's file as a test collection in BEIR's layout. */
@Command(
    name = "benchmarks/convert-locomo",
    description = "Writes conversations of LoCoMo as a test collection in BEIR's layout.",
    mixinStandardHelpOptions = true)
public final class ConvertLocomo implements Callable<Integer> {

  private final PrintStream out;

  @Option(
      names = "--category",
      paramLabel = "N",
      split = ",",
      description =
          "Only questions of these categories: 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop,"
              + " 5 adversarial (default: all).")
  private Set<Integer> categories = Set.of(1, 2, 3, 4, 5);

  @Parameters(index = "0", paramLabel = "FILE", description = "The data set, a JSON file.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder to write.")
  private Path folder = Path.of("");

  private ConvertLocomo(PrintStream out) {
    this.out = out;
  }

  /** Converts a file; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ConvertLocomo(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (LocomoCollection collection = new LocomoCollection(folder)) {
      for (LocomoConversation conversation : LocomoConversation.read(file)) {
        collection.add(conversation, categories);
      }
      out.println(collection.summary());
    }
    return 0;
  }
}
