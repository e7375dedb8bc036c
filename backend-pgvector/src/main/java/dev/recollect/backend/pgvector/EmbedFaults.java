package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what goes wrong when a server embeds into errors that say what to set or to install. */
final class EmbedFaults {

  private static final Pattern OTHER_DIMENSION =
      Pattern.compile(
          "expected (\\d+) dimensions, not (\\d+)|different vector dimensions (\\d+) and (\\d+)");

  private static final String UNDEFINED_FUNCTION = "42883";
  private static final String UNDEFINED_SCHEMA = "3F000";

  private final ServerAddress address;
  private final String user;
  private final ServerModel model;
  private final Settings settings;

  EmbedFaults(StoreConfig config, ServerModel model, Settings settings) {
    this.address = config.login().address();
    this.user = config.login().user();
    this.model = model;
    this.settings = settings;
  }

  MemoryException missing(@Nullable SQLException cause) {
    return configuration(
        "the database at "
            + address
            + " has no function pgml.embed(text, text, jsonb). Use a server with PostgresML (the"
            + " image ghcr.io/postgresml/postgresml, or its extension installed on the server) and"
            + " run, in that database: CREATE EXTENSION pgml; or use the backend pgvector, which"
            + " needs no PostgresML",
        cause);
  }

  MemoryException forbidden(SQLException cause) {
    return configuration(
        "this role may not use the schema pgml in the database at "
            + address
            + ". Let an administrator run, in that database: GRANT USAGE ON SCHEMA pgml TO "
            + Names.quoted(user)
            + ";",
        cause);
  }

  /** Returns how many dimensions the server's vectors have, if they can be stored and were told. */
  int requireDimension(int dimension) {
    if (dimension == 0) {
      throw configuration(by() + " returned no vector for a word; " + check(), null);
    }
    if (model.dimension() > 0 && model.dimension() != dimension) {
      throw configuration(
          by()
              + " makes vectors of "
              + dimension
              + " dimensions and "
              + settings.key(PostgresmlSettings.DIMENSION)
              + " is "
              + model.dimension()
              + "; correct it, or set it to 0 to ask the server",
          null);
    }
    return dimension;
  }

  MemoryException tooSlow(MemoryException failure, Duration timeout) {
    return new MemoryException(
        ErrorKind.DEADLINE,
        by()
            + " did not embed a first word within "
            + timeout.toMillis()
            + " ms; a model is fetched at its first use. Run SELECT pgml.embed(…) once on the"
            + " server, or raise "
            + settings.key("timeout"),
        failure);
  }

  /** Returns the error that says what to do about what the server reports, if that is known. */
  Optional<MemoryException> explained(SQLException cause) {
    return explained(cause, new WriteOutcome.NotApplied());
  }

  /** Returns the error that says what to do about a failure; the failure if it is another. */
  MemoryException explained(MemoryException failure) {
    return SqlFaults.cause(failure)
        .flatMap(cause -> explained(cause, failure.outcome()))
        .orElse(failure);
  }

  private Optional<MemoryException> explained(SQLException cause, WriteOutcome outcome) {
    String state = SqlFaults.state(cause);
    String said = String.valueOf(cause.getMessage());
    boolean undefined = state.equals(UNDEFINED_FUNCTION) || state.equals(UNDEFINED_SCHEMA);
    if (undefined && said.contains("pgml")) {
      return Optional.of(missing(cause).withOutcome(outcome));
    }
    Matcher dimensions = OTHER_DIMENSION.matcher(said);
    if (dimensions.find()) {
      return Optional.of(otherDimension(dimensions, cause).withOutcome(outcome));
    }
    return raised(state)
        ? Optional.of(
            configuration(by() + " did not embed: " + gist(said) + "; " + check(), cause)
                .withOutcome(outcome))
        : Optional.empty();
  }

  /** PostgresML raises as "internal error"; what is written in PL/pgSQL or Python has own codes. */
  private static boolean raised(String state) {
    return state.equals("XX000")
        || state.equals("P0001")
        || state.startsWith("38")
        || state.startsWith("39");
  }

  private MemoryException otherDimension(Matcher dimensions, SQLException cause) {
    boolean written = dimensions.group(1) != null;
    return configuration(
        by()
            + " makes vectors of "
            + (written ? dimensions.group(2) : dimensions.group(4))
            + " dimensions and the collection has "
            + (written ? dimensions.group(1) : dimensions.group(3))
            + "; correct "
            + settings.key(PostgresmlSettings.DIMENSION)
            + " (0 asks the server) or restore "
            + settings.key(PostgresmlSettings.TRANSFORMER),
        cause);
  }

  private String by() {
    return "the transformer '" + model.transformer() + "' of PostgresML at " + address;
  }

  private String check() {
    return "check "
        + settings.key(PostgresmlSettings.TRANSFORMER)
        + " and "
        + settings.key(PostgresmlSettings.KWARGS);
  }

  /** Of a traceback of Python the line that says what happened. */
  private static String gist(String said) {
    List<String> lines = said.lines().toList();
    int traceback = 0;
    while (traceback < lines.size() && !lines.get(traceback).contains("Traceback")) {
      traceback++;
    }
    return lines.stream()
        .skip(traceback == lines.size() ? 0 : traceback + 1)
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .findFirst()
        .orElse("no message")
        .strip();
  }

  private static MemoryException configuration(String message, @Nullable SQLException cause) {
    return new MemoryException(ErrorKind.CONFIGURATION, message, cause);
  }
}
