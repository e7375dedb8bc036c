package dev.recollect.benchmarks.evaluate.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The home folder of a memory: a temporary one, which closing deletes, or one that is kept.
 *
 * @param path the folder, absolute and without symbolic links
 * @param kept whether it outlives the run
 */
public record HomeFolder(Path path, boolean kept) implements AutoCloseable {

  /**
   * Returns a folder to fill.
   *
   * @param chosen the folder to keep, null for a temporary one
   * @throws IllegalArgumentException if it is there and not empty
   */
  public static HomeFolder open(@Nullable Path chosen) {
    try {
      if (chosen == null) {
        return new HomeFolder(Files.createTempDirectory("recollect-evaluate").toRealPath(), false);
      }
      Files.createDirectories(chosen);
      try (Stream<Path> files = Files.list(chosen)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(
              chosen + " is not empty; what lies there would be measured too. Name a new folder");
        }
      }
      return new HomeFolder(chosen.toRealPath(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the store cannot be made", e);
    }
  }

  /** Returns how large the files below it are together, in bytes. */
  long bytes() {
    return walk(Comparator.naturalOrder()).stream().mapToLong(HomeFolder::bytes).sum();
  }

  private static long bytes(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> walk(Comparator<Path> order) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(order).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (kept || !Files.exists(path)) {
      return;
    }
    for (Path file : walk(Comparator.reverseOrder())) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException("the temporary folder cannot be deleted", e);
      }
    }
  }
}
