package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.AgentContext.Part;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent says that its model sees, beside what its model is asked with. */
class AgentContextTest {

  private static final int WINDOW = 5_000;

  private final ScriptedChatModel model = new ScriptedChatModel(WINDOW);
  private final TokenCounter counter = new TokenCounter(model);
  private Fixture fixture;

  record Nothing() {}

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Says something and compares what the model was asked with what was announced before. */
  private void assertAnnounced(Agent agent, String text) {
    AgentContext before = agent.context();
    model.say("Yes.");
    agent.send(text);
    List<Message> asked = model.lastRequest().messages();
    assertThat(texts(before.messages())).isEqualTo(texts(asked.subList(0, asked.size() - 1)));
    assertThat(before.tools()).isEqualTo(model.lastRequest().tools());
    assertThat(before.tokens(Part.INSTRUCTIONS) + before.tokens(Part.BLOCKS))
        .isEqualTo(counter.count(asked.getFirst()));
    assertThat(before.tokens(Part.SUMMARY) + before.tokens(Part.MESSAGES))
        .isEqualTo(
            asked.stream().skip(1).mapToInt(counter::count).sum() - counter.count(asked.getLast()));
    assertThat(before.tokens(Part.TOOLS)).isEqualTo(counter.count(model.lastRequest().tools()));
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.role() + " " + message.text()).toList();
  }

  @Test
  void context_ofANewAgent_isWhatItsFirstRequestBeginsWith() {
    Agent agent = fixture.ada(model).create();

    AgentContext context = agent.context();

    assertThat(context.tokens(Part.MESSAGES)).isZero();
    assertThat(context.tokens(Part.SUMMARY)).isZero();
    assertThat(context.tokens(Part.ANSWER)).isEqualTo(WINDOW / 4);
    assertThat(context.window()).isEqualTo(WINDOW);
    assertThat(context.free()).isPositive();
    assertThat(model.requests()).isEmpty();
    assertAnnounced(agent, "I am Sam.");
  }

  @Test
  void context_afterManyTurns_isWhatTheNextRequestBeginsWith_summaryIncluded() {
    Agent agent = fixture.ada(model).create();
    for (int turn = 0; turn < 12; turn++) {
      model.say("Yes.");
      agent.send("Turn " + turn + " " + "word ".repeat(40 * turn));
      assertAnnounced(agent, "Go on.");
    }
    AgentContext context = agent.context();

    assertThat(context.tokens(Part.SUMMARY)).isPositive();
    assertThat(context.free()).isNotNegative();
    assertThat(context.messages().get(1).role()).isEqualTo(Role.SYSTEM);
    assertThat(context.toString()).contains("SUMMARY=").doesNotContain("word");
  }

  @Test
  void context_askedForOftenAndByAnotherObject_changesNothing() {
    Agent agent = fixture.ada(model).create();
    assertAnnounced(agent, "I am Sam.");

    List<Message> first = agent.context().messages();

    assertThat(agent.context().messages()).isEqualTo(first);
    assertThat(fixture.ada(model).open().context().messages()).isEqualTo(first);
    assertThat(agent.recall().count()).isEqualTo(2);
  }

  @Test
  void context_blockChangedByTheApplication_isInIt() {
    Agent agent = fixture.ada(model).create();
    int before = agent.context().tokens(Part.BLOCKS);

    agent.core().append("human", "Sails a boat called Petrel, which lies in Bergen.");

    assertThat(agent.context().tokens(Part.BLOCKS)).isGreaterThan(before);
    assertThat(agent.context().messages().getFirst().text()).contains("Petrel");
  }

  @Test
  void context_askedForByATool_isRefused() {
    AtomicReference<Agent> self = new AtomicReference<>();
    model.call("look", "{}").say("Done.");
    self.set(
        fixture
            .ada(model)
            .tool("look", "Looks", Nothing.class, nothing -> self.get().context().toString())
            .create());

    Turn turn = self.get().send("Look.");

    assertThat(turn.toolRuns().getFirst().failed()).isTrue();
    assertThat(turn.toolRuns().getFirst().result()).contains("asked for its context");
  }

  @Test
  void context_ofAClosedOrDeletedAgent_isRefused() {
    Agent agent = fixture.ada(model).create();
    Agents.delete(fixture.memory, "ada");

    assertThatThrownBy(agent::context)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    agent.close();
    assertThatThrownBy(agent::context)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
  }
}
