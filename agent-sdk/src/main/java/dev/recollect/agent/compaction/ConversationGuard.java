package dev.recollect.agent.compaction;

import dev.recollect.memory.api.value.CallOptions;
import java.util.function.LongConsumer;

/** Keeps turns of a conversation away. */
@FunctionalInterface
public interface ConversationGuard {

  /**
   * Does something while no turn of this object runs.
   *
   * @param work given the lowest place of a message that the window shows or that recall memory may
   *     not have; {@link Long#MAX_VALUE} if there is none
   */
  void apart(CallOptions options, LongConsumer work);
}
