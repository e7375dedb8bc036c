package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.core.claim.Holder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that ask each other. */
@Timeout(60)
class AskAgentsTest {

  private static final String TOOL = "send_message_to_agent";

  private final Map<String, ScriptedChatModel> models = new HashMap<>();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
    for (String name : List.of("ada", "eve", "ida", "una", "zoe")) {
      fixture.ada(model(name)).name(name).create().close();
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ScriptedChatModel model(String name) {
    return models.computeIfAbsent(name, unknown -> new ScriptedChatModel());
  }

  /** Returns a builder of an agent that may ask all others, which may do so too. */
  private AgentBuilder asking(String name) {
    return fixture
        .ada(model(name))
        .name(name)
        .askAgents(List.of("ada", "eve", "ida", "una", "zoe", "nobody"), this::asking);
  }

  private static String to(String agent, String message) {
    return "{\"agent\":\"" + agent + "\",\"message\":\"" + message + "\"}";
  }

  @Test
  void question_isATurnOfTheOther_whoseAnswerIsTheResult() {
    model("ada").call(TOOL, to("eve", "What does a berth cost?")).say("320 kroner.");
    model("eve").say("A berth costs 320 kroner.");

    TurnAssert.assertThat(asking("ada").open().send("What does a berth cost?"))
        .calls(TOOL)
        .returns(TOOL, "A berth costs 320 kroner.")
        .answers("320 kroner.");

    List<Message> seen = model("eve").lastRequest().messages();
    assertThat(seen).extracting(Message::text).anyMatch("What does a berth cost?"::equals);
    assertThat(seen).anyMatch(message -> message.name().filter("ada"::equals).isPresent());
    assertThat(seen.getLast().text()).contains("from the agent 'ada', not from a person");
    assertThat(fixture.memory.recall("eve").count()).isEqualTo(2);
  }

  @Test
  void questions_goOnInAConversationOfTheTwo() {
    model("ada").call(TOOL, to("eve", "One?")).say("a").call(TOOL, to("eve", "Two?")).say("b");
    model("eve").say("To a person.").say("One.").say("Two.").say("Again.");
    fixture.ada(model("eve")).name("eve").open().send("A secret of mine.");
    Agent ada = asking("ada").open();
    ada.send("Ask.");
    assertThat(texts("eve")).doesNotContain("A secret of mine.");
    ada.send("Ask.");
    assertThat(texts("eve")).contains("One?", "One.", "Two?").doesNotContain("A secret of mine.");
    fixture.ada(model("eve")).name("eve").open().send("And me?");
    assertThat(texts("eve")).contains("A secret of mine.").doesNotContain("One?");
  }

  private List<String> texts(String name) {
    return model(name).lastRequest().messages().stream().map(Message::text).toList();
  }

  @Test
  void cycle_isRefusedAtOnce_andTaught() {
    model("ada").call(TOOL, to("eve", "You?")).say("done");
    model("eve").call(TOOL, to("ada", "You?")).say("I do not know.");

    TurnAssert.assertThat(asking("ada").open().send("Ask."))
        .returns(TOOL, "I do not know.")
        .answers("done");
    assertThat(texts("eve").getLast())
        .contains("Failed", "'ada' waits for your answer (ada, eve asked in this order)");
  }

  @Test
  void oneself_isRefused() {
    model("ada").call(TOOL, to("ada", "You?")).say("done");
    TurnAssert.assertThat(asking("ada").open().send("Ask."))
        .fails(TOOL, "'ada' waits for your answer");
  }

  @Test
  void depth_isBounded() {
    List<String> chain = List.of("ada", "eve", "ida", "una", "zoe");
    for (int index = 0; index < 4; index++) {
      model(chain.get(index)).call(TOOL, to(chain.get(index + 1), "You?")).say("done");
    }
    TurnAssert.assertThat(asking("ada").open().send("Ask.")).answers("done");
    assertThat(texts("una").getLast())
        .contains("4 agents wait for each other already (ada, eve, ida, una)");
    assertThat(model("zoe").requests()).isEmpty();
  }

  @Test
  void failureOfTheOther_isTaught_andTheTurnGoesOn() {
    model("ada")
        .call(TOOL, to("eve", "You?"))
        .call(TOOL, to("nobody", "You?"))
        .call(TOOL, to("adda", "You?"))
        .call(TOOL, "{\"agent\":\"eve\"}")
        .say("done");
    model("eve").fail(new MemoryException(ErrorKind.UNAVAILABLE, "the model is down"));
    Turn turn = asking("ada").open().send("Ask.");
    assertThat(turn.toolRuns()).allMatch(Turn.ToolRun::failed);
    assertThat(turn.toolRuns())
        .extracting(Turn.ToolRun::result)
        .satisfiesExactly(
            first -> assertThat(first).contains("'eve' could not answer: the model is down"),
            second -> assertThat(second).contains("'nobody' could not answer: there is no agent"),
            third -> assertThat(third).contains("'agent' is \"adda\"", "perhaps ada"),
            fourth -> assertThat(fourth).contains("'message' is missing; it must be a text"));
    assertThat(turn.text()).isEqualTo("done");
  }

  @Test
  void severalQuestionsAtOnce_toOneAgent_waitForEachOther() {
    ChatReply three =
        new ChatReply(
            "",
            List.of(
                new ToolCall("1", TOOL, to("eve", "One?")),
                new ToolCall("2", TOOL, to("eve", "Two?")),
                new ToolCall("3", TOOL, to("ida", "Three?"))),
            ChatReply.Finish.COMPLETE,
            Usage.NONE);
    model("ada").reply(three).say("done");
    model("eve").respondAlways(request -> said("ok"));
    model("ida").respondAlways(request -> said("ok"));
    TurnAssert.assertThat(asking("ada").open().send("Ask."))
        .calls(TOOL, TOOL, TOOL)
        .everyToolWorked();
  }

  private static ChatReply said(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Test
  void inProfileMemgpt_whatIsSentIsTheAnswer() {
    fixture.ada(model("sol")).name("sol").profile(AgentProfile.MEMGPT).create().close();
    model("ada").call(TOOL, to("sol", "You?")).say("done");
    model("sol").call("send_message", "{\"message\":\"It is me.\"}");
    Agent ada =
        fixture
            .ada(model("ada"))
            .askAgents(List.of("sol"), name -> fixture.ada(model("sol")))
            .open();
    TurnAssert.assertThat(ada.send("Ask.")).returns(TOOL, "It is me.");
  }

  @Test
  void withNamesAlone_theOtherHasThisModelAndMayAskNobody() {
    ScriptedChatModel one = model("ada");
    one.call(TOOL, to("eve", "You?")).say("I am eve.").say("done");
    Agent ada = fixture.ada(one).askAgents("eve").open();
    TurnAssert.assertThat(ada.send("Ask.")).returns(TOOL, "I am eve.").answers("done");
    assertThat(one.requests().get(0).tools()).extracting(ToolSpec::name).contains(TOOL);
    assertThat(one.requests().get(1).tools()).extracting(ToolSpec::name).doesNotContain(TOOL);
  }

  @Test
  void notAskedFor_thereIsNoSuchTool() {
    model("ada").say("Hello.");
    fixture.ada(model("ada")).open().send("Hi");
    assertThat(model("ada").lastRequest().tools()).extracting(ToolSpec::name).doesNotContain(TOOL);
    assertThatThrownBy(() -> fixture.ada(model("ada")).askAgents())
        .hasMessageContaining("name the agents");
    assertThatThrownBy(() -> fixture.ada(model("ada")).askAgents("eve").askAgents("ida"))
        .hasMessageContaining("already a tool named 'send_message_to_agent'");
  }

  @Test
  void otherTenantsAgents_areNotReached() {
    fixture.ada(model("ada")).tenant("acme").create().close();
    model("ada").call(TOOL, to("eve", "You?")).say("done");
    Agent ada = asking("ada").tenant("acme").open();
    TurnAssert.assertThat(ada.send("Ask.")).fails(TOOL, "there is no agent 'eve'");
    assertThat(model("eve").requests()).isEmpty();
  }

  @Test
  void cancelling_cancelsTheOthersTurnToo() {
    CancellationToken token = new CancellationToken();
    model("ada").call(TOOL, to("eve", "You?"));
    model("eve")
        .respond(request -> {
          token.cancel();
          throw new MemoryException(ErrorKind.CANCELLED, "cancelled");
        });
    assertThatThrownBy(
            () -> asking("ada").open().send("Ask.", CallOptions.none().withCancellation(token)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    assertThat(fixture.memory.recall("eve").count()).isZero();
  }

  @Test
  void processThatEndsBehindTheOthersAnswer_asksOnce() {
    model("ada").call(TOOL, to("eve", "You?")).say("done");
    model("eve").say("It is me.");
    Agent ada = asking("ada").holder(gone()).open();
    // Two commits of ada before the call, two writes of eve after her claim, then ada's settle.
    fixture.backend.crashAtWrite(6, false);
    assertThatThrownBy(() -> ada.send("Ask.")).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    assertThat(model("eve").remaining()).isZero();
    fixture.backend.restart();
    Agent again = asking("ada").open();
    Turn turn = again.resumed().orElseThrow();
    assertThat(turn.toolRuns().getFirst().result()).contains("It is me.");
    assertThat(turn.text()).isEqualTo("done");
    assertThat(model("eve").requests()).hasSize(1);
  }

  private static Holder gone() {
    Holder here = Holder.here();
    return new Holder(here.host(), here.processId(), "2001-01-01T00:00:00Z", "gone");
  }
}
