package dev.recollect.cli;

import dev.recollect.ingest.LoadListener;
import dev.recollect.ingest.LoadProgress;
import dev.recollect.ingest.LoadReport;
import dev.recollect.ingest.SkippedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how a load goes: on a terminal a bar that is rewritten, elsewhere a line every tenth of the
 * way and every minute; at the end what was done and what was not. Not thread-safe.
 */
final class LoadLines implements LoadListener, AutoCloseable {

  private static final Duration REWRITTEN_EVERY = Duration.ofMillis(200);
  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
  private static final int BAR = 24;
  private static final int TENTHS = 10;

  /** Files left out on purpose that are named one by one. */
  private static final int NAMED = 20;

  private static final String ERASE_REST = "\u001b[K";

  private final Console console;
  private final InstantSource clock;
  private final String source;
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final Instant begin;
  private Instant shown = Instant.EPOCH;
  private long tenth = -1;
  private boolean open;

  LoadLines(Console console, InstantSource clock, String source) {
    this.console = console;
    this.clock = clock;
    this.source = source;
    this.begin = clock.instant();
  }

  @Override
  public void skipped(SkippedFile file) {
    skipped.add(file);
  }

  @Override
  public void progressed(LoadProgress progress) {
    Instant now = clock.instant();
    long reached = TENTHS * progress.bytes() / Math.max(1, progress.totalBytes());
    boolean due = shown.plus(console.terminal() ? REWRITTEN_EVERY : WRITTEN_EVERY).isBefore(now);
    if (progress.totalBytes() > 0 && (due || (!console.terminal() && reached > tenth))) {
      tenth = reached;
      shown = now;
      show(progress, Duration.between(begin, now));
    }
  }

  private void show(LoadProgress progress, Duration elapsed) {
    double seconds = Math.max(0.001, elapsed.toMillis() / 1_000.0);
    String line =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d documents, %,d passages, %.0f a second%s",
            source,
            progress.documents(),
            progress.total(),
            progress.passages(),
            progress.passages() / seconds,
            left(progress, seconds));
    if (console.terminal()) {
      open = true;
      console.error().print("\r" + bar(progress) + " " + Printable.of(line) + ERASE_REST);
      console.error().flush();
    } else {
      console.note(line);
    }
  }

  private static String bar(LoadProgress progress) {
    int full = (int) (BAR * progress.bytes() / Math.max(1, progress.totalBytes()));
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  private static String left(LoadProgress progress, double seconds) {
    if (progress.bytes() == 0) {
      return "";
    }
    double left = seconds * (progress.totalBytes() - progress.bytes()) / progress.bytes();
    long whole = Math.round(left);
    return whole < 60
        ? String.format(Locale.ROOT, ", %d s left", whole)
        : String.format(Locale.ROOT, ", %d min %d s left", whole / 60, whole % 60);
  }

  /** Ends the bar and says what was done, what was not and why. */
  void end(LoadReport report) {
    eraseBar();
    noteSkipped();
    console.print(summary(report));
  }

  /**
   * As {@link #end(LoadReport)}, and says what the source holds now.
   *
   * @param held that, in words
   * @param used whether somebody has attached it; if not, how that is done is said too
   */
  void end(LoadReport report, String held, boolean used) {
    end(report);
    console.print("Source '" + source + "': " + held + ".");
    if (!used) {
      console.note("Attach it to an agent: ./recollect attach --agent NAME --source " + quoted());
    }
  }

  /** Says that the load was ended in the middle. */
  void interrupted() {
    eraseBar();
    noteSkipped();
    console.note("Stopped. What was loaded stays; load again to go on.");
  }

  private static String summary(LoadReport report) {
    String skipped = report.skipped().isEmpty() ? "" : ", skipped " + report.skipped().size();
    if (!report.changed()) {
      String nothing = report.unchanged() > 0 ? "Nothing has changed" : "Nothing was loaded";
      return nothing
          + ": "
          + Counted.of(report.unchanged(), "document")
          + " unchanged"
          + skipped
          + ".";
    }
    return String.format(
        Locale.ROOT,
        "Loaded: %s added (%s), %,d replaced, %,d unchanged, %,d removed%s.",
        Counted.of(report.added(), "document"),
        Counted.of(report.passages(), "passage"),
        report.replaced(),
        report.unchanged(),
        report.removed(),
        skipped);
  }

  private void noteSkipped() {
    skipped.stream().filter(SkippedFile::error).forEach(this::note);
    List<SkippedFile> onPurpose = skipped.stream().filter(file -> !file.error()).toList();
    onPurpose.stream().limit(NAMED).forEach(this::note);
    if (onPurpose.size() > NAMED) {
      console.note("skipped: " + (onPurpose.size() - NAMED) + " more files like these");
    }
    skipped.clear();
  }

  private void note(SkippedFile file) {
    console.note("skipped: " + file);
  }

  private String quoted() {
    return source.matches("[\\p{L}\\p{N}_.-]+") ? source : "'" + source.replace("'", "'\\''") + "'";
  }

  private void eraseBar() {
    if (open) {
      console.error().print("\r" + ERASE_REST);
      console.error().flush();
      open = false;
    }
  }

  /** After a failure the bar goes and what was skipped until then is told. */
  @Override
  public void close() {
    eraseBar();
    noteSkipped();
  }
}
