package dev.recollect.ingest;

/**
 * A file that was not loaded.
 *
 * @param name the file as people call it, on one line
 * @param reason why, as what would follow its name: {@code is not valid UTF-8 …}
 * @param error whether it looked like a document, so that somebody may miss it; false for what is
 *     left out on purpose, such as a picture in a folder of notes
 */
public record SkippedFile(String name, String reason, boolean error) {

  @Override
  public String toString() {
    return name + " " + reason;
  }
}
