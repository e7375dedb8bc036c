package dev.recollect.ingest;

import dev.recollect.memory.api.tier.Document;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a folder lies that is looked through.
 *
 * @param origin what tells it from others
 * @param recursive whether its subfolders are looked through
 */
record FolderPlace(String origin, boolean recursive) {

  /** Returns whether a document that is in the folder would be found there. */
  boolean covers(Document document) {
    return document.origin().equals(origin)
        ? reaches(document.name())
        : !document.origin().isEmpty() && coversOther(document);
  }

  /** A document loaded from another folder, which this one lies in or which lies in this one. */
  private boolean coversOther(Document document) {
    String place = below(document.origin()) + document.name();
    if (!place.startsWith(below(origin))) {
      return false;
    }
    String name = place.substring(below(origin).length());
    boolean hidden = name.startsWith(".") || name.contains("/.");
    return !hidden && reaches(name) && isAt(document, place);
  }

  private static String below(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  private boolean reaches(String name) {
    return recursive || !name.contains("/");
  }

  /** Names may look alike; keys do not. */
  private static boolean isAt(Document document, String place) {
    try {
      return FoundFile.key(Path.of(place)).equals(document.key());
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
