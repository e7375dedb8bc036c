package dev.recollect.agent.fact;

/**
 * The message that a fact was stated in.
 *
 * @param conversation id of the conversation
 * @param sequence place in it, from 1
 */
public record FactSource(String conversation, long sequence) {

  /**
   * Returns the id of the passage of a fact of the message, the same for ever.
   *
   * @param index which fact, from 0
   */
  public String passageId(int index) {
    return "fact/" + conversation + "/" + sequence + "/" + index;
  }
}
