package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A text in archival memory.
 *
 * @param id unique in its archive
 * @param text the whole text, however many parts storage keeps it in
 * @param metadata what the writer gave with it
 * @param occurredAt when what it says happened; the time of writing if nothing else was given
 * @param recordedAt when it was written
 */
public record Passage(
    String id, String text, Payload metadata, Instant occurredAt, Instant recordedAt)
    implements MemoryItem {

  /** Metadata key of the source that a passage was loaded into; text. */
  public static final String SOURCE = "source";

  /** Metadata key of the document that a passage stands in, as people call it; text. */
  public static final String FILE = "file";

  /** Metadata key of the page that a passage begins on, from 1; int64. */
  public static final String PAGE = "page";

  /** Metadata key of the title of the document; text. */
  public static final String TITLE = "title";

  /** Metadata key of the headings that a passage stands below, outermost first; list of text. */
  public static final String HEADINGS = "headings";

  /**
   * Returns the document that the passage stands in, and the page if there are pages, for people:
   * {@code paper.pdf, page 3}; empty if it stands in none.
   */
  public Optional<String> origin() {
    return metadata.text(FILE).map(file -> file + page());
  }

  private String page() {
    return metadata.get(PAGE).orElse(null) instanceof PayloadValue.Int64(long page)
        ? ", page " + page
        : "";
  }
}
