package dev.recollect.agent.compaction;

/** The metadata keys of summary records and of archived exchanges, and their ids. */
public final class SummaryKeys {

  /** The tag of summary records, by which filters tell them: contains {@code tags}. */
  public static final String SUMMARY_TAG = "summary";

  /** The tag of exchanges that compaction copied into archival memory. */
  public static final String SAID_TAG = "said";

  /** The conversation of the messages; text. */
  public static final String CONVERSATION = "summary_conversation";

  /** The place of the first message in the conversation; int64. */
  public static final String FIRST = "summary_first";

  /** The place of the last message; int64. */
  public static final String LAST = "summary_last";

  /** The places of all messages, such as {@code 1-8,11}; text. */
  public static final String SEQUENCES = "summary_sequences";

  /** When the first message was said; instant. */
  public static final String SINCE = "summary_since";

  /** When the last message was said; instant. */
  public static final String UNTIL = "summary_until";

  /** Whether a model wrote the summary; otherwise it consists of extracts; boolean. */
  public static final String WRITTEN = "summary_written";

  /** Of an archived exchange, its conversation; text. */
  public static final String SAID_CONVERSATION = "said_conversation";

  /** Of an archived exchange, the place of its first message; int64. */
  public static final String SAID_FIRST = "said_first";

  /** Of an archived exchange, the place of its last message; int64. */
  public static final String SAID_LAST = "said_last";

  /**
   * Of an archived exchange, place, role, time, length in UTF-16 units and, if known, name of the
   * speaker of each message; list of text.
   */
  public static final String SAID_MESSAGES = "said_messages";

  private SummaryKeys() {}

  /**
   * Returns the id of the summary record of a run of messages, the same for ever.
   *
   * @param start the place behind the last message of the record before
   * @param last the place of the last message
   */
  static String summaryId(String conversation, long start, long last) {
    return "summary/" + conversation + "/" + start + "-" + last;
  }

  /** Returns the id of the passage of an exchange, by its first message, the same for ever. */
  static String saidId(String conversation, long sequence) {
    return "said/" + conversation + "/" + sequence;
  }
}
