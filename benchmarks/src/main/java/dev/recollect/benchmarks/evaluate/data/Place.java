package dev.recollect.benchmarks.evaluate.data;

/**
 * A line of a file.
 *
 * @param file its name below the folder of the data
 * @param line from 1
 */
public record Place(String file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
