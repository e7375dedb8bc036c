package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetRequest.Blocks;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent forgets without being told which. */
class ForgetPolicyTest {

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

  private void talk(Agent agent, int turns) {
    for (int turn = 1; turn <= turns; turn++) {
      model.say("Answer " + turn);
      agent.send("Question " + turn);
      fixture.clock.advance(Duration.ofDays(1));
    }
  }

  private static List<String> said(Agent agent) {
    return agent.recall().list(agent.conversation(), 1, 1_000).stream()
        .map(RecalledMessage::text)
        .toList();
  }

  @Test
  void off_forgetsNothing() {
    Agent ada = fixture.ada(model).create();
    talk(ada, 2);
    ForgetReport report = ada.forget(ForgetPolicy.off());
    assertThat(report.messages()).isZero();
    assertThat(said(ada)).hasSize(4);
  }

  @Test
  void messagesOlderThan_goesByWhenTheyWereSaid() {
    Agent ada = fixture.ada(model).create();
    talk(ada, 4);
    ForgetReport report = ada.forget(ForgetPolicy.off().messagesOlderThan(Duration.ofDays(2)));
    assertThat(report.messages()).isEqualTo(4);
    assertThat(said(ada)).containsExactly("Question 3", "Answer 3", "Question 4", "Answer 4");
  }

  @Test
  void atMostMessages_keepsTheNewest_ofAllConversations() {
    Agent ada = fixture.ada(model).conversation("one").create();
    talk(ada, 2);
    Agent other = fixture.ada(model).conversation("two").open();
    talk(other, 2);
    ForgetReport report = other.forget(ForgetPolicy.off().atMostMessages(5));
    assertThat(report.messages()).isEqualTo(3);
    assertThat(said(ada)).containsExactly("Answer 2");
    assertThat(said(other)).hasSize(4);
  }

  @Test
  void moreThanOneRound_forgetsAll() {
    Agent ada = fixture.ada(model).create();
    ada.recall()
        .append(
            "imported",
            IntStream.range(0, 1_300)
                .mapToObj(n -> Message.of(Role.USER, "Line" + n, fixture.clock.instant()))
                .toList());
    ForgetReport report = ada.forget(ForgetPolicy.off().atMostMessages(10));
    assertThat(report.messages()).isEqualTo(1_290);
    assertThat(ada.recall().count()).isEqualTo(10);
  }

  @Test
  void passages_goByAge_number_andImportance() {
    Agent ada = fixture.ada(model).create();
    NewPassage passage = NewPassage.of("One.").withOccurredAt(fixture.clock.instant());
    fixture.clock.advance(Duration.ofDays(10));
    ada.archival()
        .insert(
            List.of(
                passage.withId("old"),
                NewPassage.of("Two.").withId("dull").withImportance(0.1),
                NewPassage.of("Three.").withId("a"),
                NewPassage.of("Four.").withId("b"),
                NewPassage.of("Five.").withId("c")));
    assertThat(ada.forget(ForgetPolicy.off().passagesOlderThan(Duration.ofDays(9))).passages())
        .isEqualTo(1);
    assertThat(ids(ada)).doesNotContain("old").hasSize(4);
    ada.forget(ForgetPolicy.off().passagesLessImportantThan(0.5));
    assertThat(ids(ada)).containsExactlyInAnyOrder("a", "b", "c");
    ada.forget(ForgetPolicy.off().atMostPassages(2));
    assertThat(ids(ada)).containsExactlyInAnyOrder("b", "c");
  }

  private static List<String> ids(Agent agent) {
    return Remembered.passages(agent).stream().map(Passage::id).toList();
  }

  @Test
  void afterTurns_appliesItself_noMoreOftenThanItSays() {
    ForgetPolicy policy = ForgetPolicy.off().atMostMessages(2).afterTurns(Duration.ofHours(36));
    Agent ada = fixture.ada(model).forget(policy).create();
    talk(ada, 2);
    assertThat(said(ada)).as("the first round had nothing to forget").hasSize(4);
    talk(ada, 1);
    assertThat(said(ada)).hasSize(2);
  }

  @Test
  void afterTurns_thatFails_costsNoTurn_andIsTriedAgain() {
    ForgetPolicy policy = ForgetPolicy.off().atMostMessages(2).afterTurns(Duration.ofHours(1));
    Agent ada = fixture.ada(model).forget(policy).create();
    talk(ada, 1);
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
    model.say("Yes.");
    assertThat(ada.send("Do you hear me?").text()).isEqualTo("Yes.");
    fixture.backend.failRecall(null);
    fixture.clock.advance(Duration.ofDays(1));
    talk(ada, 1);
    assertThat(ada.recall().count()).isEqualTo(2);
  }

  @Test
  void blocks_areTreatedAsThePolicySays() {
    Agent ada = fixture.ada(model).create();
    ada.core().append("human", "Boat: Petrel");
    model.say("Noted.");
    ada.send("My boat is called Petrel.");
    fixture.clock.advance(Duration.ofDays(3));
    ForgetPolicy old = ForgetPolicy.off().messagesOlderThan(Duration.ofDays(1));
    ada.forget(old.with(Blocks.KEPT));
    assertThat(ada.recall().count()).isZero();
    assertThat(ada.core().block("human").orElseThrow().value()).isEqualTo("Boat: Petrel");
    model.say("Noted.");
    ada.send("My boat is called Petrel.");
    fixture.clock.advance(Duration.ofDays(3));
    assertThat(ada.forget(old).blocks()).containsExactly("human");
    assertThat(ada.core().block("human").orElseThrow().value()).isEmpty();
  }

  @Test
  void wrongBounds_areRefused() {
    ForgetPolicy off = ForgetPolicy.off();
    assertThatThrownBy(() -> off.messagesOlderThan(Duration.ZERO))
        .hasMessageContaining("above zero");
    assertThatThrownBy(() -> off.passagesOlderThan(Duration.ofDays(-1)))
        .hasMessageContaining("above zero");
    assertThatThrownBy(() -> off.atMostMessages(-1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> off.atMostPassages(-1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> off.passagesLessImportantThan(Double.NaN))
        .hasMessageContaining("above 0 and at most 1");
    assertThatThrownBy(() -> off.afterTurns(Duration.ZERO)).hasMessageContaining("above zero");
  }
}
