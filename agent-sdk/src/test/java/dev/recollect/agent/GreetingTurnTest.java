package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent speaks first: a turn that an event begins, which nobody said. */
class GreetingTurnTest {

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

  private static List<String> recalled(Agent agent) {
    return agent.recall().list(agent.conversation(), 1, 100).stream()
        .map(RecalledMessage::text)
        .toList();
  }

  private static List<String> userMessages(ScriptedChatModel asked) {
    return asked.lastRequest().messages().stream()
        .filter(message -> message.role() == Role.USER)
        .map(Message::text)
        .toList();
  }

  @Test
  void greet_ofANewAgent_tellsTheModelOfTheFirstLogin_andRecallsTheGreetingAlone() {
    Agent agent = fixture.ada(model.say("Hello!").say("Hi Sam.")).create();
    assertThat(agent.greet().text()).isEqualTo("Hello!");
    assertThat(model.lastRequest().messages().getLast().text())
        .startsWith("{\"type\":\"login\",\"last_login\":\"Never (first login)\",\"time\":\"");
    agent.send("I am Sam.");
    assertThat(userMessages(model)).hasSize(2).last().isEqualTo("I am Sam.");
    assertThat(recalled(agent)).containsExactly("Hello!", "I am Sam.", "Hi Sam.");
    assertThat(agent.recall().count()).isEqualTo(3);
    assertThat(agent.recall().list(agent.conversation(), 1, 1))
        .extracting(RecalledMessage::sequence)
        .containsExactly(1L);
  }

  @Test
  void greet_later_tellsWhenSomethingWasLastSaid() {
    Agent agent = fixture.ada(model.say("Hi.").say("Hello again.")).create();
    agent.send("I am Sam.");
    String said =
        agent.recall().list(agent.conversation(), 1, 1).getFirst().message().createdAt() + "";
    fixture.clock.advance(Duration.ofHours(2));
    agent.greet();
    assertThat(model.lastRequest().messages().getLast().text())
        .contains("\"last_login\":\"" + said.substring(0, 10))
        .doesNotContain("Never");
    assertThat(recalled(agent)).containsExactly("I am Sam.", "Hi.", "Hello again.");
  }

  @Test
  void event_isStillNoneAfterTheAgentWasOpenedAgain() {
    fixture.ada(model.say("Hello!").say("Hi Sam.")).create().greet();
    Agent again = fixture.ada(model).open();
    again.send("I am Sam.");
    assertThat(userMessages(model)).hasSize(2).first().asString().startsWith("{\"type\":\"login\"");
    assertThat(recalled(again)).containsExactly("Hello!", "I am Sam.", "Hi Sam.");
  }

  @Test
  void greet_modelThatFails_leavesNothing() {
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "server is down")).say("Hi Sam.");
    Agent agent = fixture.ada(model).create();
    assertThatThrownBy(agent::greet).hasMessage("server is down");
    agent.send("I am Sam.");
    assertThat(userMessages(model)).containsExactly("I am Sam.");
    assertThat(recalled(agent)).containsExactly("I am Sam.", "Hi Sam.");
  }

  @Test
  void greet_ofAClosedAgent_isRefused() {
    Agent agent = fixture.ada(model).create();
    agent.close();
    assertThatThrownBy(agent::greet).hasMessage("agent 'ada' is closed; open it again");
  }

  /** Writes of a greeting: the claim, the end, the projection. */
  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true"})
  void greetingWhoseProcessEnds_isResumed_andTheEventIsNeverRecalled(int write, boolean after) {
    Agent first = fixture.adaInProcessThatEnds(model.say("Hello!")).create();
    fixture.backend.crashAtWrite(write, after);
    assertThat(catchThrowable(first::greet)).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    boolean claimed = write > 1 || after;
    boolean ended = write > 2 || (write == 2 && after);
    ScriptedChatModel second = new ScriptedChatModel();
    if (claimed && !ended) {
      second.say("Hello!");
    }
    Agent again = fixture.ada(second.say("Hi Sam.")).open();
    assertThat(again.resumed().map(Turn::text).orElse(""))
        .isEqualTo(claimed && !ended ? "Hello!" : "");
    again.send("I am Sam.");
    List<String> expected =
        claimed ? List.of("Hello!", "I am Sam.", "Hi Sam.") : List.of("I am Sam.", "Hi Sam.");
    assertThat(recalled(again)).containsExactlyElementsOf(expected);
    assertThat(userMessages(second)).hasSize(claimed ? 2 : 1);
  }

  @Test
  void event_thatLeavesTheWindow_leavesNoLineInTheSummary() {
    ScriptedChatModel small = new ScriptedChatModel(5_000).say("Hello!");
    Agent agent = fixture.ada(small).create();
    agent.greet();
    for (int turn = 0; turn < 6; turn++) {
      small.say("Noted " + turn + ". " + "word ".repeat(400));
      agent.send("Fact " + turn + ". " + "word ".repeat(400));
    }
    String summary = small.lastRequest().messages().get(1).text();
    assertThat(summary).contains("Extracts of the").doesNotContain("login");
    assertThat(recalled(agent)).hasSize(13).first().isEqualTo("Hello!");
  }
}
