package dev.recollect.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedChatModelTest {

  private static final ChatRequest REQUEST =
      ChatRequest.builder(List.of(Message.of(Role.USER, "hello", Instant.EPOCH))).build();

  private final List<ChatDelta> streamed = new ArrayList<>();

  @Test
  void reply_script_isPlayedInOrderAndRecorded() {
    ScriptedChatModel model = new ScriptedChatModel().call("search", "{}").say("done");
    assertThat(reply(model).toolCalls()).containsExactly(new ToolCall("call-1", "search", "{}"));
    assertThat(reply(model).text()).isEqualTo("done");
    assertThat(streamed).containsExactly(new ChatDelta.Text("done"));
    assertThat(model.requests()).containsExactly(REQUEST, REQUEST);
    assertThat(model.remaining()).isZero();
  }

  @Test
  void reply_beyondTheScript_isInternal() {
    assertThatThrownBy(() -> reply(new ScriptedChatModel()))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL))
        .hasMessage(
            "the script has no answer to request 1, which ends with: hello; add say(…) or call(…)");
  }

  @Test
  void countTokens_isAQuarterOfTheUnitsRoundedUp() {
    ScriptedChatModel model = new ScriptedChatModel();
    assertThat(model.countTokens("")).isZero();
    assertThat(model.countTokens("abcd")).isEqualTo(1);
    assertThat(model.countTokens("abcde")).isEqualTo(2);
  }

  private ChatReply reply(ScriptedChatModel model) {
    return model.reply(REQUEST, streamed::add, CallOptions.none());
  }
}
