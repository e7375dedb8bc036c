package dev.recollect.benchmarks.evaluate.data;

/** Input that is not what its format says; the message names the file, the line and the remedy. */
public final class MalformedDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception for a whole file or folder. */
  public MalformedDataException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param place where the fault is
   * @param problem what is wrong there, and what would be right
   */
  public MalformedDataException(Place place, String problem) {
    super(place + ": " + problem);
  }
}
