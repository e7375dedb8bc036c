package dev.recollect.memory.core.search;

/** The payload keys that core itself writes. */
public final class PayloadKeys {

  /** Id of the conversation of a message; text, declared. */
  public static final String CONVERSATION = "conversation";

  /** Role of a message in lower case; text, declared. */
  public static final String ROLE = "role";

  /** Name of the speaker of a message, if known; text, declared. */
  public static final String SPEAKER = "speaker";

  /** The source a passage was loaded from; text, declared. */
  public static final String SOURCE = "source";

  /** Tags of a passage; list of text, declared. */
  public static final String TAGS = "tags";

  /** What begins the keys of core that metadata of the caller's may not have. */
  public static final String RESERVED_PREFIX = "recollect_";

  /** How many parts the whole has; absent if it has one. */
  public static final String PARTS = RESERVED_PREFIX + "parts";

  /** The tool calls of a message: id, name and arguments of each in turn; list of text. */
  public static final String TOOL_CALLS = RESERVED_PREFIX + "tool_calls";

  private PayloadKeys() {}
}
