package dev.recollect.agent.fact;

/** The metadata keys of passages that hold facts. */
public final class FactKeys {

  /** Whom or what the fact is about; text. */
  public static final String ENTITY = "fact_entity";

  /** What it tells of the entity; text. */
  public static final String ATTRIBUTE = "fact_attribute";

  /** The value of the attribute; text. */
  public static final String VALUE = "fact_value";

  /** The sentences of the facts that the passage holds; list of text. */
  public static final String SENTENCES = "fact_sentences";

  /** The conversation of the message that states it; text. */
  public static final String CONVERSATION = "fact_conversation";

  /** The place of that message in the conversation; int64. */
  public static final String SEQUENCE = "fact_sequence";

  private FactKeys() {}
}
