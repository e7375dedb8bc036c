package dev.recollect.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarbourAgentTest {

  @Test
  void ask_modelCallsTheTool_andASecondProcessStillHasTheConversation(@TempDir Path home) {
    ScriptedChatModel first =
        new ScriptedChatModel()
            .call("tide", "{\"harbour\":\"Bergen\"}")
            .say("High tide is at 14:20.");
    try (Recollect memory = Recollect.builder().home(home).open()) {
      assertThat(HarbourAgent.ask(memory, first, "When is high tide?"))
          .isEqualTo("High tide is at 14:20.");
    }
    assertThat(said(first, 1)).contains("14:20 in Bergen");

    ScriptedChatModel second = new ScriptedChatModel().say("At 14:20, as I said.");
    try (Recollect memory = Recollect.builder().home(home).open()) {
      HarbourAgent.ask(memory, second, "And when was that?");
    }
    assertThat(said(second, 0))
        .contains("harbour master of Bergen")
        .contains("When is high tide?")
        .contains("High tide is at 14:20.");
  }

  private static String said(ScriptedChatModel model, int request) {
    StringBuilder text = new StringBuilder();
    for (Message message : model.requests().get(request).messages()) {
      text.append(message.role() == Role.SYSTEM ? "system: " : "")
          .append(message.text())
          .append('\n');
    }
    return text.toString();
  }
}
