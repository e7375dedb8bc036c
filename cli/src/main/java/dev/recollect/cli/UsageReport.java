package dev.recollect.cli;

import dev.recollect.memory.core.internal.NearestName;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: the nearest command or option, else how it is used. */
final class UsageReport implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter error = command.getErr();
    error.println(fault.getMessage());
    Optional<String> nearest = nearestCommand(fault);
    if (nearest.isPresent()) {
      error.println("Did you mean: " + nearest.orElseThrow() + "?");
    } else if (!UnmatchedArgumentException.printSuggestions(fault, error)) {
      command.usage(error);
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static Optional<String> nearestCommand(ParameterException fault) {
    CommandLine command = fault.getCommandLine();
    return fault instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
        ? NearestName.among(command.getSubcommands().keySet(), unmatched.getUnmatched().get(0))
            .map(name -> command.getCommandSpec().qualifiedName() + " " + name)
        : Optional.empty();
  }
}
