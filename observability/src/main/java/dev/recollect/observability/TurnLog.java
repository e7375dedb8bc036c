package dev.recollect.observability;

import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * A listener that writes a line to SLF4J for each turn (INFO, WARN if it failed), each request to a
 * model and each tool (DEBUG, INFO if it failed), to the logger {@value #LOGGER}. Thread-safe.
 *
 * <p>While a line is written, the MDC has the keys {@code tenant}, {@code agent}, {@code
 * conversation} and {@code turn}; what the application has under them comes back afterwards. What
 * was said, arguments, results and messages of errors are in no line unless {@link #withContent}
 * says so.
 */
public final class TurnLog implements Listener {

  /** The name of the logger. */
  public static final String LOGGER = "dev.recollect.turns";

  private static final int CONTENT_LENGTH = 1_000;

  private final Logger logger;
  private final boolean content;

  private TurnLog(Logger logger, boolean content) {
    this.logger = logger;
    this.content = content;
  }

  /** Returns a log without content. */
  public static TurnLog create() {
    return new TurnLog(LoggerFactory.getLogger(LOGGER), false);
  }

  /** Returns a log whose lines end with what was said, in one line of at most 1,000 characters. */
  public TurnLog withContent() {
    return new TurnLog(logger, true);
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case TurnEvent.Ended ended -> ended(ended);
      case TurnEvent.Failed failed ->
          write(failed.turn(), Level.WARN, "turn failed", failed.failure());
      case TurnEvent.ModelAnswered answered -> answered(answered);
      case TurnEvent.ModelFailed failed ->
          write(
              failed.turn(),
              Level.INFO,
              "model failed at step " + failed.step() + " after " + in(failed.took()),
              failed.failure());
      case TurnEvent.ToolEnded ended -> returned(ended);
      default -> {}
    }
  }

  private void ended(TurnEvent.Ended ended) {
    Turn turn = ended.result();
    write(
        ended.turn(),
        Failures.type(turn.stopReason()).isPresent() ? Level.WARN : Level.INFO,
        "turn ended: %s, %d steps, %d tools, %s"
            .formatted(
                Failures.word(turn.stopReason()),
                turn.steps(),
                turn.toolRuns().size(),
                tokens(turn.usage())),
        turn.text());
  }

  private void answered(TurnEvent.ModelAnswered answered) {
    ChatReply reply = answered.reply();
    write(
        answered.turn(),
        Level.DEBUG,
        "model answered at step %d after %s: %s, %d calls, %s"
            .formatted(
                answered.step(),
                in(answered.took()),
                Content.finish(reply),
                reply.toolCalls().size(),
                tokens(reply.usage())),
        reply.text());
  }

  private void returned(TurnEvent.ToolEnded ended) {
    boolean failed = ended.result().failed();
    write(
        ended.turn(),
        failed ? Level.INFO : Level.DEBUG,
        "tool %s %s after %s"
            .formatted(
                Texts.name(ended.call().name()), failed ? "failed" : "returned", in(ended.took())),
        ended.call().arguments() + " -> " + ended.result().text());
  }

  private void write(TurnPlace place, Level level, String line, RuntimeException failure) {
    write(place, level, line + ": " + Failures.type(failure), String.valueOf(failure.getMessage()));
  }

  private void write(TurnPlace place, Level level, String line, String said) {
    if (!logger.isEnabledForLevel(level)) {
      return;
    }
    Map<String, String> keys =
        Map.of(
            "tenant", Texts.name(place.tenant()),
            "agent", Texts.name(place.agent()),
            "conversation", Texts.name(place.conversation()),
            "turn", place.turn());
    Map<String, @Nullable String> before = new HashMap<>();
    keys.forEach((key, value) -> before.put(key, MDC.get(key)));
    keys.forEach(MDC::put);
    try {
      logger.atLevel(level).log(content ? line + ": " + Texts.line(said, CONTENT_LENGTH) : line);
    } finally {
      before.forEach(TurnLog::restore);
    }
  }

  private static void restore(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  private static String tokens(Usage usage) {
    return usage.inputTokens() + "+" + usage.outputTokens() + " tokens";
  }

  private static String in(Duration took) {
    return took.toMillis() + " ms";
  }
}
