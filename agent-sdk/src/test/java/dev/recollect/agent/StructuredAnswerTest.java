package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are records. */
class StructuredAnswerTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What is asked for. */
  record Boat(@Describe("Its name") String name, int built, List<String> crew) {}

  @Test
  void answer_isTheRecord_andTheModelWasToldItsSchema() {
    model.say("```json\n{\"name\":\"Petrel\",\"built\":1931,\"crew\":[\"Sam\"]}\n```");
    Boat boat = fixture.ada(model).create().send("What is my boat?", Boat.class);
    assertThat(boat).isEqualTo(new Boat("Petrel", 1931, List.of("Sam")));
    assertThat(model.lastRequest().messages().getLast().text())
        .contains("system_alert", "Its name", "built");
  }

  @Test
  void answerThatDoesNotFit_isAskedForAgain_withWhatIsWrong() {
    model
        .say("It is called Petrel.")
        .say("{\"name\":\"Petrel\",\"built\":\"long ago\",\"crew\":[]}")
        .say("{\"name\":\"Petrel\",\"built\":1931,\"crew\":[]}");
    Agent agent = fixture.ada(model).create();
    assertThat(agent.send("What is my boat?", Boat.class).built()).isEqualTo(1931);
    assertThat(model.lastRequest().messages().getLast().text())
        .contains("Your answer was not as it must be", "built");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("What is my boat?", "{\"name\":\"Petrel\",\"built\":1931,\"crew\":[]}");
  }

  @Test
  void answerThatNeverFits_isAnErrorThatSaysWhy_andTheTurnIsKept() {
    model.respondAlways(request ->
        new ChatReply("I would rather talk.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE));
    Agent agent = fixture.ada(model).create();
    assertThatThrownBy(() -> agent.send("What is my boat?", Boat.class))
        .isInstanceOfSatisfying(
            MemoryException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
              assertThat(e.outcome()).isInstanceOf(WriteOutcome.Applied.class);
            })
        .hasMessageContaining("is no Boat")
        .hasMessageContaining("I would rather talk.");
    assertThat(model.requests()).hasSize(3);
    assertThat(agent.recall().count()).isEqualTo(2);
  }

  @Test
  void inMemgpt_whatIsSentIsTheRecord() {
    model
        .reply(sending("Petrel!"))
        .reply(sending("{\\\"name\\\":\\\"P\\\",\\\"built\\\":1,\\\"crew\\\":[]}"));
    Agent agent = fixture.ada(model).profile(AgentProfile.MEMGPT).create();
    assertThat(agent.send("What is my boat?", Boat.class).name()).isEqualTo("P");
  }

  private static ChatReply sending(String message) {
    return new ChatReply(
        "",
        List.of(new ToolCall("1", "send_message", "{\"message\":\"" + message + "\"}")),
        ChatReply.Finish.COMPLETE,
        Usage.NONE);
  }
}
