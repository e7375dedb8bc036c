package dev.recollect.agent.profile;

import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.tool.ToolSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of {@link AgentProfile#NATIVE}: everything is what it looks like. */
public final class NativeRules implements ProfileRules {

  private final NativePrompt prompt;
  private final ZoneId zone;

  /**
   * Creates rules that tell the time of a zone.
   *
   * @param instructions what stands before time, counts and core memory; or null for ours
   */
  public NativeRules(ZoneId zone, @Nullable String instructions) {
    this.prompt = new NativePrompt(zone, instructions);
    this.zone = zone;
  }

  @Override
  public String system(SystemFacts facts) {
    return prompt.text(facts);
  }

  @Override
  public List<ToolSpec> specs(List<ToolSpec> plain) {
    return plain;
  }

  @Override
  public Message shown(StoredMessage stored) {
    return stored.message();
  }

  @Override
  public Message shown(StoredSummary summary) {
    Instant until = Instant.parse(summary.until());
    String text =
        (summary.written() ? "Summary of the " : "Extracts of the ")
            + summary.messages()
            + " messages before these ("
            + Instant.parse(summary.since()).atZone(zone).toLocalDate()
            + " to "
            + until.atZone(zone).toLocalDate()
            + "); conversation_search finds them whole:\n"
            + String.join("\n", summary.lines());
    return Message.of(Role.SYSTEM, text, until);
  }

  @Override
  public Message recalled(String text, Instant now) {
    return Message.of(Role.SYSTEM, text, now);
  }

  @Override
  public List<StoredMessage> opening(Instant now) {
    return List.of();
  }

  @Override
  public Decision read(ChatReply reply) {
    return new Decision(reply.text(), reply.toolCalls(), null);
  }

  @Override
  public ToolCall plain(ToolCall call) {
    return call;
  }

  @Override
  public Sequel sequel(List<TurnRecord.Run> step) {
    return Sequel.ON;
  }

  @Override
  public boolean textAnswers() {
    return true;
  }
}
