package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens in-memory backends that append what is written to a journal, rightly or not; they declare
 * that it survives the process being killed. While the file {@link #DOWN} is in the home folder,
 * their server is down, so to speak.
 */
abstract class SavingProvider implements BackendProvider {

  static final String JOURNAL = "journal";
  static final String DOWN = "down";

  private static final Duration UNTIL_KILLED = Duration.ofMinutes(10);

  private boolean begun;

  @Override
  public String id() {
    return "saving";
  }

  @Override
  public Backend open(BackendContext context) {
    return new SavedBackend(new InMemoryProvider().open(context), this, context.home());
  }

  /** Saves the lines of one call that writes records. */
  void saveRecords(Path journal, List<String> lines) {
    append(journal, lines);
  }

  /** Saves the lines of one commit. */
  void saveState(Path journal, List<String> lines) {
    append(journal, lines);
  }

  /** Saves what is left when a backend is closed. */
  void close(Path journal) {}

  /** Returns how many of so many records a read tells of. */
  int told(Read read, int records) {
    return records;
  }

  /** Reads that may tell of too little. */
  enum Read {
    SEARCH,
    COUNT,
    FETCH
  }

  static void append(Path journal, List<String> lines) {
    if (Files.exists(journal.resolveSibling(DOWN))) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "the server is down");
    }
    try {
      Files.write(journal, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves the first time as it should, and then one half, until it is killed. */
  final void appendHalf(Path journal, List<String> lines) {
    if (!begun || lines.size() == 1) {
      append(journal, lines);
      begun = true;
      return;
    }
    append(journal, lines.subList(0, lines.size() / 2));
    LockSupport.parkNanos(UNTIL_KILLED.toNanos());
  }

  /** Saves before a write returns. */
  static final class AtOnce extends SavingProvider {}

  /** Saves when it is closed, so that reopening works and a kill loses everything. */
  static final class AtClose extends SavingProvider {
    private final List<String> unsaved = new ArrayList<>();

    @Override
    void saveRecords(Path journal, List<String> lines) {
      unsaved.addAll(lines);
    }

    @Override
    void saveState(Path journal, List<String> lines) {
      unsaved.addAll(lines);
    }

    @Override
    void close(Path journal) {
      append(journal, unsaved);
      unsaved.clear();
    }
  }

  /** Is killed between the halves of a batch. */
  static final class RecordsByHalves extends SavingProvider {
    @Override
    void saveRecords(Path journal, List<String> lines) {
      appendHalf(journal, lines);
    }
  }

  /** Is killed between the halves of a commit. */
  static final class StateByHalves extends SavingProvider {
    @Override
    void saveState(Path journal, List<String> lines) {
      appendHalf(journal, lines);
    }
  }

  /** Saves everything; one of its reads tells of half of it. */
  abstract static class HalfTold extends SavingProvider {
    private final Read wrong;

    HalfTold(Read wrong) {
      this.wrong = wrong;
    }

    @Override
    int told(Read read, int records) {
      return read == wrong ? records / 2 : records;
    }
  }

  static final class HalfSearched extends HalfTold {
    HalfSearched() {
      super(Read.SEARCH);
    }
  }

  static final class HalfCounted extends HalfTold {
    HalfCounted() {
      super(Read.COUNT);
    }
  }

  static final class HalfFetched extends HalfTold {
    HalfFetched() {
      super(Read.FETCH);
    }
  }

  /** Saves a revised record with the text and the vectors it had before. */
  static final class OldVectors extends SavingProvider {
    @Override
    void saveRecords(Path journal, List<String> lines) {
      append(journal, lines.stream().map(line -> line.replaceFirst("\\.1$", ".0")).toList());
    }
  }

  /** Saves nothing of a commit. */
  static final class WithoutState extends SavingProvider {
    @Override
    void saveState(Path journal, List<String> lines) {}
  }
}
