package dev.recollect.benchmarks.evaluate;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * How far a long step is: on a terminal a line that is rewritten, elsewhere a line every tenth of
 * the way and every minute. Not thread-safe.
 */
final class Progress {

  private static final Duration REWRITTEN_EVERY = Duration.ofMillis(200);
  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
  private static final int TENTHS = 10;
  private static final String ERASE_REST = "\u001b[K";

  private final PrintStream error;
  private final boolean terminal;
  private final InstantSource clock;
  private final String what;
  private final long total;
  private final Instant begin;
  private Instant shown;
  private long tenth;
  private long done;

  /**
   * Begins a step.
   *
   * @param what is done, for example {@code writing documents}
   * @param total how many there are, from 1
   */
  Progress(Console console, InstantSource clock, String what, long total) {
    this.error = console.error();
    this.terminal = console.terminal();
    this.clock = clock;
    this.what = what;
    this.total = total;
    this.begin = clock.instant();
    this.shown = begin;
  }

  /** Says that some more are done. */
  void add(int count) {
    done += count;
    Instant now = clock.instant();
    long reached = TENTHS * done / total;
    boolean due = shown.plus(terminal ? REWRITTEN_EVERY : WRITTEN_EVERY).isBefore(now);
    if (due || done >= total || (!terminal && reached > tenth)) {
      tenth = reached;
      shown = now;
      show(now);
    }
  }

  private void show(Instant now) {
    String line = String.format(Locale.ROOT, "%s: %,d of %,d%s", what, done, total, remaining(now));
    if (!terminal) {
      error.println(line);
    } else if (done < total) {
      error.print("\r" + line + ERASE_REST);
      error.flush();
    } else {
      error.print("\r" + ERASE_REST);
      error.flush();
    }
  }

  private String remaining(Instant now) {
    double seconds = Duration.between(begin, now).toMillis() / 1_000.0 * (total - done) / done;
    return done >= total ? "" : String.format(Locale.ROOT, ", about %.0f s left", seconds);
  }
}
