package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;
import java.util.List;

/**
 * A document to be written to a source.
 *
 * @param key what tells it from the others of its source, 1 to {@value #KEY_BYTES} bytes
 * @param name what people call it, 1 to {@value #NAME_BYTES} bytes; each passage gets it as
 *     metadata {@code file}
 * @param origin where it was loaded from, at most {@value #NAME_BYTES} bytes; may be empty
 * @param fingerprint what changes when the content does, such as its hash; 1 to {@value
 *     #FINGERPRINT_BYTES} bytes
 * @param passages its text in order, at least one; their ids are ignored
 */
public record NewDocument(
    String key, String name, String origin, String fingerprint, List<NewPassage> passages) {

  /** Largest key, in bytes of UTF-8. */
  public static final int KEY_BYTES = 128;

  /** Largest name and origin, in bytes of UTF-8. */
  public static final int NAME_BYTES = 4_096;

  /** Largest fingerprint, in bytes of UTF-8. */
  public static final int FINGERPRINT_BYTES = 256;

  /** Copies the passages and checks. */
  public NewDocument {
    Texts.requireNonEmpty("key of the document", key, KEY_BYTES);
    Texts.requireNonEmpty("name of the document", name, NAME_BYTES);
    Texts.requireStorable("origin of the document", origin, NAME_BYTES);
    Texts.requireNonEmpty("fingerprint of the document", fingerprint, FINGERPRINT_BYTES);
    passages = List.copyOf(passages);
    if (passages.isEmpty()) {
      throw MemoryException.invalid(
          "document '" + name + "' has no passages; a document has at least one");
    }
  }
}
