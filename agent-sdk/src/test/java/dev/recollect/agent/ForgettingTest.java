package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetReport.Doubt;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.ForgetRequest.Blocks;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten is in no tier, no prompt and no recorded answer. */
class ForgettingTest {

  private static final String SECRET = "The code of the safe is 7431-QUARTZ.";

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

  private static ForgetRequest messages(Agent agent, long... sequences) {
    List<String> ids = new ArrayList<>();
    for (long sequence : sequences) {
      ids.add(agent.conversation() + "/" + sequence);
    }
    return ForgetRequest.messages(ids);
  }

  private void assertNowhere(Agent agent) {
    assertThat(Remembered.by(fixture, agent)).doesNotContainIgnoringCase("7431", "quartz");
  }

  /** Calls and results come in pairs. */
  private static void assertSound(ChatRequest request) {
    assertThat(request.messages().stream().flatMap(one -> one.toolCallId().stream()))
        .containsExactlyElementsOf(
            request.messages().stream()
                .flatMap(one -> one.toolCalls().stream())
                .map(ToolCall::id)
                .toList());
  }

  @Test
  void exchangeOfWhichAllIsNamed_goesWhole() {
    Agent ada = fixture.ada(model).create();
    model
        .say("Good morning.")
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Safe: 7431-QUARTZ\"}")
        .say("Noted: 7431-QUARTZ.")
        .say("Fine.");
    ada.send("Hello");
    ada.send(SECRET);
    ForgetReport report = ada.forget(messages(ada, 3, 4));
    assertNowhere(ada);
    assertThat(report.messages()).isEqualTo(2);
    assertThat(report.windowMessages()).isEqualTo(4);
    assertThat(report.blocks()).containsExactly("human");
    assertThat(report.doubts()).isEmpty();
    ada.send("How are you?");
    assertThat(model.lastRequest().messages())
        .filteredOn(message -> message.role() != Role.SYSTEM)
        .extracting(Message::text)
        .containsExactly("Hello", "Good morning.", "How are you?");
    assertThat(ada.recall().list(ada.conversation(), 1, 100))
        .extracting(RecalledMessage::sequence)
        .containsExactly(1L, 2L, 5L, 6L);
  }

  @Test
  void exchangeOfWhichSomethingStays_keepsItsForm_andCallsTheirResults() {
    Agent ada = fixture.ada(model).create();
    model
        .call("archival_memory_insert", "{\"content\":\"safe: 7431-QUARTZ\"}")
        .call("conversation_search", "{\"query\":\"safe\"}")
        .say("Noted.")
        .say("Fine.");
    ada.send(SECRET);
    ada.forget(messages(ada, 1));
    assertNowhere(ada);
    ada.send("How are you?");
    ChatRequest request = model.lastRequest();
    assertSound(request);
    assertThat(request.messages())
        .filteredOn(message -> message.role() == Role.TOOL)
        .extracting(Message::text)
        .containsExactly("[forgotten]", "[forgotten]");
    assertThat(request.messages().stream().flatMap(one -> one.toolCalls().stream()))
        .extracting(ToolCall::arguments)
        .containsOnly("{}");
    assertThat(request.messages()).extracting(Message::text).contains("Noted.", "[forgotten]");
    Agent again = fixture.ada(model).open();
    assertThat(again.recall().list(again.conversation(), 1, 100))
        .extracting(RecalledMessage::text)
        .containsExactly("Noted.", "How are you?", "Fine.");
  }

  @Test
  void ofAUser_whatTheModelFiledGoesToo() {
    Agent ada = fixture.ada(model).user("sam").conversation("work").openOrCreate();
    model.call("archival_memory_insert", "{\"content\":\"safe: 7431-QUARTZ\"}").say("Noted.");
    ada.send(SECRET);
    ForgetReport report = ada.forget(messages(ada, 1));
    assertNowhere(ada);
    assertThat(report.derivedPassages()).isEqualTo(1);
  }

  @Test
  void messageThatRecallDoesNotHaveYet_isForgotten_andDoesNotComeThereLater() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.").say("Fine.");
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
    ada.send(SECRET);
    ada.forget(messages(ada, 1));
    fixture.backend.failRecall(null);
    ada.send("How are you?");
    assertNowhere(ada);
    assertThat(ada.recall().list(ada.conversation(), 1, 100))
        .extracting(RecalledMessage::text)
        .containsExactly("Noted.", "How are you?", "Fine.");
  }

  @Test
  void requestIdAskedAgain_tellsThatItIsForgotten_andAsksNoModel() {
    Agent ada = fixture.ada(model).create();
    model.call("archival_memory_insert", "{\"content\":\"safe: 7431-QUARTZ\"}").say("So 7431.");
    ada.send(SECRET, "request-1");
    ForgetReport report = ada.forget(messages(ada, 1, 2));
    assertThat(report.answers()).isEqualTo(1);
    int asked = model.requests().size();
    assertThat(ada.send(SECRET, "request-1").text()).isEqualTo("[forgotten]");
    assertThat(ada.send(SECRET, "request-1").toolRuns().get(0).result()).isEqualTo("[forgotten]");
    assertThat(model.requests()).hasSize(asked);
    assertNowhere(ada);
  }

  @Test
  void factsAndPassagesThatFollowFromIt_go_othersStay() {
    Agent ada = fixture.ada(model).facts(FactPolicy.byRules()).create();
    model
        .call("archival_memory_insert", "{\"content\":\"Sam's dog Rex is afraid of cats\"}")
        .say("Noted.")
        .say("Nice.");
    ada.archival().insert(List.of(NewPassage.of("Dog: Rex").withId("of-the-application")));
    ada.send("My dog is called Rex and he is afraid of cats.");
    ada.send("I live in Berlin.");
    assertThat(ada.archival().count()).isGreaterThan(3);
    ForgetReport report = ada.forget(messages(ada, 1));
    assertThat(report.derivedPassages()).isGreaterThanOrEqualTo(2);
    assertThat(Remembered.passages(ada))
        .extracting(Passage::text)
        .containsExactlyInAnyOrder("Dog: Rex", "I live in Berlin.");
    assertThat(report.doubts()).extracting(Doubt::id).contains("of-the-application");
  }

  @Test
  void factsOfMessagesNotYetLookedAt_areNotFiledAfterwards() {
    Agent ada = fixture.ada(model).facts(FactPolicy.byRules()).create();
    model.say("Noted.").say("Fine.");
    fixture.backend.failArchival(new MemoryException(ErrorKind.UNAVAILABLE, "archive is down"));
    ada.send("My dog is called Rex.");
    ada.forget(messages(ada, 1));
    fixture.backend.failArchival(null);
    ada.send("Hello");
    assertThat(ada.archival().count()).isZero();
  }

  @Test
  void messageTooLongForTheWindow_goesWithAllItsParts() {
    ScriptedChatModel small = new ScriptedChatModel(5_000).say("Long.");
    Agent ada = fixture.ada(small).create();
    StringBuilder text = new StringBuilder(SECRET);
    for (int line = 0; line < 1_500; line++) {
      text.append(" Line ").append(line).append(" of the story.");
    }
    ada.send(text + " It ends with QUARTZ.");
    assertThat(ada.archival().count()).isGreaterThan(5);
    ForgetReport report = ada.forget(messages(ada, 1));
    assertThat(ada.archival().count()).isZero();
    assertThat(report.derivedPassages()).isGreaterThan(5);
    assertNowhere(ada);
  }

  @Test
  void passagesNamed_go_andWhatIsToldOfThemInWindowAndBlocks() {
    Agent ada = fixture.ada(model).create();
    ada.archival().insert(List.of(NewPassage.of("Safe code: 7431-QUARTZ").withId("safe")));
    ada.core().append("human", "Has a dog.\nSafe: 7431-QUARTZ");
    model.call("archival_memory_search", "{\"query\":\"code of the safe\"}").say("I found it.");
    ada.send("Do you know the code?");
    ForgetReport report = ada.forget(ForgetRequest.passages(List.of("safe", "never")));
    assertThat(report.passages()).isEqualTo(1);
    assertNowhere(ada);
    assertThat(ada.core().block("human").orElseThrow().value()).isEqualTo("Has a dog.");
    assertThat(ada.context().tokens(AgentContext.Part.MESSAGES)).isPositive();
  }

  @Test
  void saidBetween_forgetsASpanOfTime() {
    Agent ada = fixture.ada(model).create();
    model.say("Good morning.").say("Noted.");
    ada.send("Hello");
    Instant from = fixture.clock.advance(Duration.ofHours(1));
    ada.send(SECRET);
    ada.forget(ForgetRequest.saidBetween(from, from.plusSeconds(60)));
    assertNowhere(ada);
    assertThat(ada.recall().count()).isEqualTo(2);
  }

  @Test
  void forgettable_findsWhatCanBePicked() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.");
    ada.send(SECRET);
    ada.archival().insert("The safe stands in the cellar.");
    List<Forgettable> found = ada.forgettable("code of the safe");
    assertThat(found.get(0).id()).isEqualTo(ada.conversation() + "/1");
    assertThat(found).extracting(Forgettable::kind).contains(Forgettable.Kind.PASSAGE);
    List<Forgettable> picked = found.stream().filter(one -> one.text().contains("QUARTZ")).toList();
    ada.forget(ForgetRequest.of(picked));
    assertNowhere(ada);
    assertThat(ada.archival().count()).isEqualTo(1);
  }

  @Test
  void eventsThatWait_andTellOfIt_go() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.");
    ada.send(SECRET);
    Agent quiet = fixture.adaElsewhere(new ScriptedChatModel()).open();
    quiet.close();
    model.say("One.").say("Two.").say("Three.");
    fixture
        .memory
        .tenant("default")
        .state()
        .commit(
            List.of(
                new StateChange.Put(
                    Remembered.conversation(fixture, ada) + "pending/1",
                    "{\"text\":\"Somebody typed 7431 at the"
                        + " safe\",\"at\":\"2026-01-01T00:00:00Z\"}",
                    0)),
            CallOptions.none());
    assertThat(ada.forget(messages(ada, 1)).events()).isEqualTo(1);
    assertNowhere(ada);
  }

  @Test
  void summary_isWrittenAnew_fromWhatIsLeft() {
    ScriptedChatModel small = new ScriptedChatModel(5_000);
    Agent ada = fixture.ada(small).create();
    small.say("Noted.");
    ada.send(SECRET);
    for (int turn = 0; turn < 12; turn++) {
      small.say("Answer " + turn + " " + "word ".repeat(100));
      ada.send("Question " + turn + " " + "word ".repeat(100));
    }
    assertThat(Remembered.by(fixture, ada)).contains("- user: " + SECRET);
    ForgetReport report = ada.forget(messages(ada, 1));
    assertThat(report.summaries()).containsExactly(ada.conversation());
    assertNowhere(ada);
    small.say("Yes.");
    ada.send("Do you remember?");
    assertThat(small.lastRequest().messages().get(1).text())
        .startsWith("Extracts of the ")
        .contains("- user: Question 0");
  }

  @Test
  void summaryOfAModel_isWrittenAnew_withoutTheOldText() {
    ScriptedChatModel small = new ScriptedChatModel(5_000).asGenerative();
    small.respondAlways(ForgettingTest::answer);
    Agent ada = fixture.ada(small).create();
    ada.send(SECRET);
    for (int turn = 0; turn < 25; turn++) {
      ada.send("Question " + turn + " " + "word ".repeat(150));
    }
    assertThat(Remembered.by(fixture, ada)).contains("Account:");
    int before = small.requests().size();
    ada.forget(messages(ada, 1));
    List<ChatRequest> asked = small.requests().subList(before, small.requests().size());
    assertThat(asked).filteredOn(ForgettingTest::summarises).isNotEmpty();
    assertThat(asked.stream().filter(ForgettingTest::summarises))
        .noneMatch(request -> request.messages().get(1).text().contains("7431"));
    assertNowhere(ada);
  }

  private static boolean summarises(ChatRequest request) {
    return request.messages().get(0).text().startsWith("You keep the account");
  }

  private static boolean rewrites(ChatRequest request) {
    return request.messages().get(0).text().startsWith("You keep a note");
  }

  private static ChatReply answer(ChatRequest request) {
    String text = request.messages().get(request.messages().size() - 1).text();
    String told =
        summarises(request)
            ? "Account: " + text.substring(0, Math.min(60, text.length()))
            : "Noted.";
    return new ChatReply(told, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Test
  void blocks_areRewrittenByAModelThatWrites_ifWhatItWritesIsSound() {
    ScriptedChatModel writer = new ScriptedChatModel().asGenerative();
    Agent ada = fixture.ada(writer).create();
    ada.core().append("human", "Has a dog. The strongbox opens with the usual digits.");
    writer.say("Noted.");
    ada.send(SECRET);
    writer.respondAlways(request -> reply(rewrites(request) ? "Has a dog." : "-"));
    assertThat(ada.forget(messages(ada, 1)).blocks()).contains("human");
    assertThat(ada.core().block("human").orElseThrow().value()).isEqualTo("Has a dog.");
  }

  private static ChatReply reply(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Test
  void blocks_areRewrittenByRules_whereTheModelAddsOrLosesSomething() {
    for (String bad : List.of("Has a cat.", "", "The safe is gone; has a dog named Otto.", "-")) {
      ScriptedChatModel writer = new ScriptedChatModel().asGenerative();
      Agent ada = fixture.ada(writer).name("ada-" + bad.length()).create();
      ada.core().append("human", "Has a dog.\nThe safe's code: 7431-QUARTZ.");
      writer.say("Noted.");
      ada.send(SECRET);
      writer.respondAlways(request -> reply(bad));
      ada.forget(messages(ada, 1));
      assertThat(ada.core().block("human").orElseThrow().value()).as(bad).isEqualTo("Has a dog.");
    }
  }

  @Test
  void blocksThatAreReadOnly_areReported_orRewrittenIfAskedFor() {
    Agent ada = fixture.ada(model).create();
    MemoryBlock rules = MemoryBlock.of("rules", "Be kind.\nThe safe: 7431-QUARTZ");
    ada.core().put(rules.withReadOnly(true));
    model.say("Noted.").say("Noted.");
    ada.send(SECRET);
    ForgetReport report = ada.forget(messages(ada, 1));
    assertThat(report.blocks()).isEmpty();
    assertThat(report.doubts())
        .extracting(Doubt::kind, Doubt::id)
        .containsExactly(Tuple.tuple(Doubt.Kind.BLOCK, "rules"));
    ada.send(SECRET);
    ada.forget(messages(ada, 3).with(Blocks.REWRITTEN_ALSO_READ_ONLY));
    assertThat(ada.core().block("rules").orElseThrow().value()).isEqualTo("Be kind.");
    assertNowhere(ada);
  }

  @Test
  void blocks_stayIfAskedFor() {
    Agent ada = fixture.ada(model).create();
    ada.core().append("human", "Safe: 7431-QUARTZ");
    model.say("Noted.");
    ada.send(SECRET);
    ForgetReport report = ada.forget(messages(ada, 1).with(Blocks.KEPT));
    assertThat(ada.core().block("human").orElseThrow().value()).contains("QUARTZ");
    assertThat(report.doubts()).extracting(Doubt::id).containsExactly("human");
  }

  @Test
  void otherConversations_forgetWhatTheyFound() {
    Agent boats = fixture.ada(model).conversation("boats").create();
    model.say("Noted.").call("conversation_search", "{\"query\":\"code of the safe\"}").say("Yes.");
    boats.send(SECRET);
    Agent weather = fixture.ada(model).conversation("weather").open();
    weather.send("Is there a code?");
    assertThat(Remembered.by(fixture, boats)).contains("weather/message");
    boats.forget(messages(boats, 1));
    assertNowhere(boats);
    model.say("Sunny.");
    weather.send("And the weather?");
    assertSound(model.lastRequest());
    assertThat(model.lastRequest().messages()).extracting(Message::text).contains("[forgotten]");
  }

  @Test
  void messageOfAnotherConversation_canBeNamed() {
    Agent boats = fixture.ada(model).conversation("boats").create();
    model.say("Noted.");
    boats.send(SECRET);
    Agent weather = fixture.ada(model).conversation("weather").open();
    assertThat(weather.forget(ForgetRequest.messages(List.of("boats/1"))).messages()).isEqualTo(1);
    assertNowhere(weather);
  }

  @Test
  void conversationInATurn_isLeftAsItIs_andReported() {
    Agent boats = fixture.adaElsewhere(model).conversation("boats").create();
    Agent weather = fixture.ada(new ScriptedChatModel()).conversation("weather").open();
    List<ForgetReport> reports = new ArrayList<>();
    model.say("Noted.");
    boats.send(SECRET);
    model.respond(request -> {
      reports.add(weather.forget(ForgetRequest.messages(List.of("boats/1"))));
      return reply("Fine.");
    });
    boats.send("Hello");
    assertThat(reports.get(0).messages()).isZero();
    assertThat(reports.get(0).doubts())
        .extracting(Doubt::kind, Doubt::id)
        .contains(Tuple.tuple(Doubt.Kind.CONVERSATION, "boats"));
    assertThat(weather.forget(ForgetRequest.messages(List.of("boats/1"))).messages()).isEqualTo(1);
    assertNowhere(weather);
  }

  @Test
  void whileAnotherProcessIsInATurn_isAConflict() {
    Agent elsewhere = fixture.adaElsewhere(model).create();
    Agent here = fixture.ada(new ScriptedChatModel()).open();
    model.respond(request -> {
      assertThatThrownBy(() -> here.forget(messages(here, 1)))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
      return reply("Fine.");
    });
    elsewhere.send("Hello");
    assertThat(model.remaining()).isZero();
  }

  @Test
  void insideATool_isAConflict() {
    List<Agent> agents = new ArrayList<>();
    Agent ada =
        fixture
            .ada(model)
            .tool(
                "forget",
                "Forgets",
                Nothing.class,
                nothing -> agents.get(0).forget(messages(agents.get(0), 1)).toString())
            .create();
    agents.add(ada);
    model.call("forget", "{}").say("Sorry.");
    assertThat(ada.send("Forget it").toolRuns().get(0).failed()).isTrue();
    assertThat(ada.recall().count()).isEqualTo(2);
  }

  /** Arguments of a tool of these tests. */
  record Nothing() {}

  @Test
  void again_changesNothing() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.").say("Fine.");
    ada.send(SECRET);
    ada.send("Hello");
    ada.forget(messages(ada, 1, 2));
    String before = Remembered.by(fixture, ada);
    ForgetReport report = ada.forget(messages(ada, 1, 2));
    assertThat(report.messages()).isZero();
    assertThat(report.windowMessages()).isZero();
    assertThat(Remembered.by(fixture, ada)).isEqualTo(before);
  }

  @Test
  void wrongRequests_areRefused() {
    for (String id : List.of("", "7", "c/", "c/x", "c/0", "/3")) {
      assertThatThrownBy(() -> ForgetRequest.messages(List.of(id)))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
          .hasMessageContaining("CONVERSATION/SEQUENCE");
    }
    Instant now = Instant.now();
    assertThatThrownBy(() -> ForgetRequest.saidBetween(now, now.minusSeconds(1)))
        .hasMessageContaining("swap the two");
  }

  @Test
  void recallThatFails_leavesANote_andTheNextMessageCompletesIt() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.").say("Fine.").say("Fine.");
    ada.send("Hello");
    ada.send(SECRET);
    ada.send("Well?");
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
    assertThatThrownBy(() -> ada.forget(messages(ada, 3)))
        .isInstanceOfSatisfying(
            MemoryException.class,
            e -> assertThat(e.outcome()).isInstanceOf(WriteOutcome.Applied.class))
        .hasMessageContaining("completes it");
    fixture.backend.failRecall(null);
    model.say("Good.");
    ada.send("Go on");
    assertNowhere(ada);
    assertThat(Remembered.by(fixture, ada)).doesNotContain("/forgetting");
  }

  @Test
  void crash_atAnyWrite_isCompletedByTheNextProcess_orHasChangedNothing() {
    int crashes = 0;
    for (int at = 1; at <= 12; at++) {
      for (boolean after : List.of(false, true)) {
        crashes += forgetWithCrash("w" + at + after, at, after, false) ? 1 : 0;
        crashes += forgetWithCrash("d" + at + after, at, after, true) ? 1 : 0;
      }
    }
    assertThat(crashes).isGreaterThan(8);
  }

  /** Returns whether it crashed. */
  private boolean forgetWithCrash(String name, int at, boolean after, boolean deletions) {
    ScriptedChatModel own = new ScriptedChatModel();
    AgentBuilder before = fixture.adaInProcessThatEnds(own).name(name).facts(FactPolicy.byRules());
    own.call("core_memory_append", "{\"name\":\"human\",\"content\":\"Safe: 7431-QUARTZ\"}")
        .say("So it is 7431-QUARTZ.")
        .say("Fine.");
    boolean crashed = false;
    Agent ada = before.create();
    try {
      ada.send(SECRET);
      ada.send("Hello");
      if (deletions) {
        fixture.backend.crashAtDeletion(at, after);
      } else {
        fixture.backend.crashAtWrite(at, after);
      }
      ada.forget(messages(ada, 1, 2));
    } catch (WatchedBackend.SimulatedCrash e) {
      crashed = true;
    }
    fixture.backend.restart();
    Agent again = fixture.ada(own).name(name).facts(FactPolicy.byRules()).open();
    own.say("Good.");
    again.send("Go on");
    assertThat(Remembered.by(fixture, again)).doesNotContain("/forgetting");
    boolean begun = again.recall().list(again.conversation(), 1, 1).isEmpty();
    if (begun) {
      assertNowhere(again);
    }
    again.forget(messages(again, 1, 2));
    assertNowhere(again);
    assertThat(again.recall().list(again.conversation(), 3, 2))
        .extracting(RecalledMessage::text)
        .containsExactly("Hello", "Fine.");
    return crashed;
  }

  @Test
  void tooMuchAtOnce_isRefused_andChangesNothing() {
    Agent ada = fixture.ada(model).create();
    model.say("Noted.");
    ada.send(SECRET);
    List<String> many = new ArrayList<>(List.of(ada.conversation() + "/1"));
    for (int place = 100_000; place < 280_000; place++) {
      many.add("c/" + place);
    }
    assertThatThrownBy(() -> ada.forget(ForgetRequest.messages(many)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    assertThat(ada.recall().count()).isEqualTo(2);
    ada.forget(messages(ada, 1));
    assertNowhere(ada);
  }
}
