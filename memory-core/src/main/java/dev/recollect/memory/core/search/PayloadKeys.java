package dev.recollect.memory.core.search;

import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;

/** The payload keys that core itself writes. */
public final class PayloadKeys {

  /** Id of the conversation of a message; text, declared. */
  public static final String CONVERSATION = "conversation";

  /** Role of a message in lower case; text, declared. */
  public static final String ROLE = "role";

  /** Name of the speaker of a message, if known; text, declared. */
  public static final String SPEAKER = "speaker";

  /** The source a passage was loaded from; text, declared. */
  public static final String SOURCE = Passage.SOURCE;

  /** The document a passage stands in, as people call it; text, declared. */
  public static final String FILE = Passage.FILE;

  /** Tags of a passage; list of text, declared. */
  public static final String TAGS = "tags";

  /** What begins the keys of core that metadata of the caller's may not have. */
  public static final String RESERVED_PREFIX = "recollect_";

  /** How many parts the whole has; absent if it has one. */
  public static final String PARTS = RESERVED_PREFIX + "parts";

  /** Which writing of a document a passage belongs to; text, declared. */
  public static final String DOCUMENT = RESERVED_PREFIX + "document";

  /** What stands before the text where vectors are made of it; text. */
  public static final String CONTEXT = RESERVED_PREFIX + "context";

  /** The tool calls of a message: id, name and arguments of each in turn; list of text. */
  public static final String TOOL_CALLS = RESERVED_PREFIX + "tool_calls";

  /** How important a passage is, 0 to 1; double, absent if nothing was given. */
  public static final String IMPORTANCE = RESERVED_PREFIX + "importance";

  /**
   * What begins the keys of the links from a passage to those that made it out of date, one key a
   * link, so that links made at once all stay; list of text: the id, and until when it was true.
   */
  public static final String SUPERSEDED_BY = RESERVED_PREFIX + "superseded_by_";

  /** What begins the keys of the links back, one key a link; text: the id. */
  public static final String SUPERSEDES = RESERVED_PREFIX + "supersedes_";

  private PayloadKeys() {}

  /** Returns the importance that a record was written with. */
  public static double importance(Payload payload) {
    return payload.get(IMPORTANCE).orElse(null) instanceof PayloadValue.Float64(double given)
        ? given
        : Passage.USUAL_IMPORTANCE;
  }
}
