package dev.recollect.agent.context;

import dev.recollect.agent.state.StoredSummary;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the summary that stands for messages which leave the window. */
interface Summariser {

  /**
   * Returns a summary in place of another and of messages, with fewer tokens than they have.
   *
   * @param old the present summary, or null
   * @param leaving what was said in the messages that leave, oldest first, at least one
   * @param largest the most tokens it may have
   * @param options deadline and cancellation
   */
  StoredSummary extend(
      @Nullable StoredSummary old, List<Message> leaving, int largest, CallOptions options);
}
