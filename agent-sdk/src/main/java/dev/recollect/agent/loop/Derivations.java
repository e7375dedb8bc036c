package dev.recollect.agent.loop;

import java.util.Collection;

/** What other parts of an agent make of its messages, such as facts. Thread-safe. */
public interface Derivations {

  /**
   * Makes what is missing of what was said before, so that nothing of it is made later; called when
   * no turn is under way. Throws nothing.
   */
  void catchUp();

  /**
   * Removes what was made of messages that are gone from recall memory. Idempotent, for a call that
   * failed half way is repeated.
   *
   * @param conversation id of the conversation
   * @param places of the messages
   */
  void forget(String conversation, Collection<Long> places);

  /**
   * Removes what was made of passages that are about to be deleted. Idempotent, likewise.
   *
   * @param ids of passages of the agent's own
   */
  void forgetPassages(Collection<String> ids);
}
