package dev.recollect.agent.profile;

import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.tool.ToolSpec;
import java.time.Instant;
import java.util.List;

/**
 * What a profile makes of what is kept, for the model, and of what the model replies. What is kept
 * is the same in every profile. Immutable.
 */
public sealed interface ProfileRules permits NativeRules, MemgptRules {

  /** Returns the text that leads each request. */
  String system(SystemFacts facts);

  /** Returns what the model is told of tools. */
  List<ToolSpec> specs(List<ToolSpec> plain);

  /** Returns a message as the model sees it. */
  Message shown(StoredMessage stored);

  /** Returns a summary, which has lines, as the message that leads the window. */
  Message shown(StoredSummary summary);

  /** Returns what was recalled for a turn as the message that stands before the window. */
  Message recalled(String text, Instant now);

  /** Returns what a conversation begins with. */
  List<StoredMessage> opening(Instant now);

  /** Returns what a reply comes to. */
  Decision read(ChatReply reply);

  /** Returns a call as its tool takes it. */
  ToolCall plain(ToolCall call);

  /** Returns how a turn goes on after the calls of a step. */
  Sequel sequel(List<TurnRecord.Run> step);

  /**
   * Returns whether the text of a reply is for the person, and the text of one without calls ends
   * the turn as its answer.
   */
  boolean textAnswers();
}
