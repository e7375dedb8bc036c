package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.template.TemplateBlock;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.SharedBlocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that share a block. */
@Timeout(60)
class SharedBlocksOfAgentsTest {

  private static final String APPEND = "core_memory_append";
  private static final String REPLACE = "core_memory_replace";
  private static final String LOU =
      "{\"name\":\"team\",\"old_content\":\"Kim\",\"new_content\":\"Lou\"}";
  private static final String PAT =
      "{\"name\":\"team\",\"old_content\":\"Kim\",\"new_content\":\"Pat\"}";

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final ScriptedChatModel second = new ScriptedChatModel();
  private Fixture fixture;
  private SharedBlocks shared;
  private Agent ada;
  private Agent eve;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
    shared = fixture.memory.sharedBlocks();
    shared.put(MemoryBlock.of("team", "Lead: Kim").withDescription("Who works here."));
    ada = agent("ada", model);
    eve = agent("eve", second);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Agent agent(String name, ScriptedChatModel ownModel) {
    Agent made = fixture.ada(ownModel).name(name).create();
    made.core().attach("team");
    return made;
  }

  private static String line(String text) {
    return "{\"name\":\"team\",\"content\":\"" + text + "\"}";
  }

  private String team() {
    return shared.find("team").orElseThrow().value();
  }

  private static List<String> texts(ChatRequest request) {
    return request.messages().stream().map(Message::text).toList();
  }

  private static ChatReply said(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Test
  void changeOfOneAgent_isSeenByTheOtherAtItsNextTurn_markedAsShared() {
    model.call(APPEND, line("Cook: Lou")).say("Noted.");
    second.say("Lou cooks.");
    ada.send("Lou cooks for us.");
    eve.send("Who cooks?");
    assertThat(texts(second.lastRequest()).getFirst())
        .contains("<team characters=\"19/5000\" description=\"Who works here.\" shared=\"true\">")
        .contains("Lead: Kim\nCook: Lou");
  }

  @Test
  void changeOfAnother_isWhenMemoryWasLastModified(@TempDir Path other) {
    ScriptedChatModel third = new ScriptedChatModel();
    Agent ida = fixture.ada(third).name("ida").profile(AgentProfile.MEMGPT).create();
    ida.core().attach("team");
    third
        .call("send_message", "{\"message\":\"Hi\",\"inner_thoughts\":\"-\"}")
        .call("send_message", "{\"message\":\"Hi\",\"inner_thoughts\":\"-\"}");
    ida.send("Hi");
    String before = modified(third);
    fixture.clock.advance(Duration.ofHours(3));
    model.call(APPEND, line("Cook: Lou")).say("Noted.");
    ada.send("Lou cooks for us.");
    ida.send("Hi");
    assertThat(modified(third)).isNotEqualTo(before);
  }

  private static String modified(ScriptedChatModel of) {
    return texts(of.lastRequest())
        .getFirst()
        .lines()
        .filter(line -> line.contains("last modified"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void replaceOfWhatAnotherHasReplacedInTheMeantime_teachesWithThePresentText() {
    model.respond(request -> {
      second.call(REPLACE, LOU).say("Lou leads.");
      eve.send("Lou leads now.");
      return new ChatReply(
          "", List.of(new ToolCall("1", REPLACE, PAT)), ChatReply.Finish.COMPLETE, Usage.NONE);
    });
    model.say("Lou leads, I see.");
    TurnAssert.assertThat(ada.send("Pat leads."))
        .fails(REPLACE, "The block reads now: \"Lead: Lou\"");
    assertThat(team()).isEqualTo("Lead: Lou");
  }

  @Test
  void editsOfTwoTurnsAtATime_bothTakeEffect() {
    model
        .call(APPEND, line("Cook: Una"))
        .respond(request -> {
          second.call(REPLACE, LOU).say("Lou leads.");
          eve.send("Lou leads now.");
          return said("Una cooks.");
        });
    assertThat(ada.send("Una cooks.").text()).isEqualTo("Una cooks.");
    assertThat(team()).isEqualTo("Lead: Lou\nCook: Una");
  }

  @Test
  void editThatNoLongerFitsAtTheCommit_failsNoTurn_andIsToldAtTheNext() {
    model
        .call(REPLACE, PAT)
        .call(APPEND, line("Cook: Una"))
        .respond(request -> {
          second.call(REPLACE, LOU).say("Lou leads.");
          eve.send("Lou leads now.");
          return said("Pat leads.");
        })
        .say("Lou it is.");
    assertThat(ada.send("Pat leads, Una cooks.").text()).isEqualTo("Pat leads.");
    assertThat(team()).isEqualTo("Lead: Lou\nCook: Una");

    ada.send("Who leads?");

    assertThat(texts(model.lastRequest()))
        .filteredOn(text -> text.contains("Your change of block 'team' was not made"))
        .singleElement()
        .asString()
        .contains("system_alert", "Lead: Lou");
    model.say("Lou.");
    ada.send("Sure?");
    assertThat(texts(model.lastRequest()))
        .filteredOn(text -> text.contains("was not made"))
        .hasSize(1);
  }

  @Test
  void editThatNoLongerFitsWhenTheNextIsMade_isToldInTheSameTurn() {
    model
        .call(REPLACE, PAT)
        .respond(request -> {
          second.call(REPLACE, LOU).say("Lou leads.");
          eve.send("Lou leads now.");
          return new ChatReply(
              "",
              List.of(new ToolCall("2", APPEND, line("Cook: Una"))),
              ChatReply.Finish.COMPLETE,
              Usage.NONE);
        })
        .say("Lou leads, Una cooks.");
    ada.send("Pat leads, Una cooks.");
    assertThat(texts(model.lastRequest()).getLast())
        .contains("system_alert", "Your change of block 'team' was not made");
    assertThat(team()).isEqualTo("Lead: Lou\nCook: Una");
  }

  @Test
  void crashBeforeTheCommit_leavesTheBlockAsItWas_andTheResumedTurnEditsItOnce() {
    Agent doomed = fixture.adaInProcessThatEnds(model).open();
    model.call(APPEND, line("Cook: Lou")).say("Noted.");
    fixture.backend.crashAtWrite(2, false);
    assertThat(catchThrowable(() -> doomed.send("Lou cooks.")))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    assertThat(team()).isEqualTo("Lead: Kim");

    model.call(APPEND, line("Cook: Lou")).say("Noted after all.");
    Turn resumed = fixture.ada(model).open().resumed().orElseThrow();

    assertThat(resumed.text()).isEqualTo("Noted after all.");
    assertThat(team()).isEqualTo("Lead: Kim\nCook: Lou");
  }

  @Test
  void crashAfterTheCommit_hasTheEditAndTheMessagesBoth() {
    Agent doomed = fixture.adaInProcessThatEnds(model).open();
    model.call(APPEND, line("Cook: Lou")).say("Noted.");
    fixture.backend.crashAtWrite(2, true);
    assertThat(catchThrowable(() -> doomed.send("Lou cooks.", "request-1")))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();

    Agent again = fixture.ada(model).open();
    assertThat(again.send("Lou cooks.", "request-1").text()).isEqualTo("Noted.");
    assertThat(team()).isEqualTo("Lead: Kim\nCook: Lou");
    assertThat(again.recall().count()).isEqualTo(2);
  }

  @Test
  void eightThreadsThroughTwoAgents_loseNoEdit() throws Exception {
    AtomicInteger next = new AtomicInteger();
    for (ScriptedChatModel one : List.of(model, second)) {
      one.respondAlways(request -> {
        boolean asked = !request.messages().getLast().text().startsWith("{\"status\"");
        return asked
            ? new ChatReply(
                "",
                List.of(new ToolCall("1", APPEND, line("line " + next.getAndIncrement()))),
                ChatReply.Finish.COMPLETE,
                Usage.NONE)
            : said("Noted.");
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Agent own = thread % 2 == 0 ? ada : eve;
        running.add(
            threads.submit(() -> {
              for (int turn = 0; turn < 5; turn++) {
                own.send("Go on.");
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(team().lines().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 40).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void rename_clone_andDelete_keepLinksSound() {
    Agents.rename(fixture.memory, "ada", "ida");
    Agents.clone(fixture.memory, "ida", "una");
    assertThat(shared.users("team")).extracting(Owner::name).containsExactly("eve", "ida", "una");
    fixture.memory.core("una").append("team", "Cook: Lou");
    assertThat(fixture.memory.core("ida").block("team").orElseThrow().value()).contains("Lou");
    assertThatThrownBy(() -> shared.delete("team"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("'eve', 'ida', 'una'");

    List.of("ida", "una", "eve").forEach(name -> Agents.delete(fixture.memory, name));

    assertThat(team()).isEqualTo("Lead: Kim\nCook: Lou");
    shared.delete("team");
    assertThat(shared.find("team")).isEmpty();
  }

  @Test
  void deletedEverywhere_theAgentGoesOnWithoutIt() {
    shared.deleteEverywhere("team");
    model.call(APPEND, line("Cook: Lou")).say("There is none.");
    TurnAssert.assertThat(ada.send("Lou cooks."))
        .fails(APPEND, "there is no block 'team'")
        .answers("There is none.");
  }

  @Test
  void template_namesASharedBlock_andTellsOneOfAnAgent() {
    AgentTemplate template =
        AgentTemplate.parse("blocks:\n  persona: I am Ida.\n  team:\n    shared: true\n", "ida");
    fixture.ada(model).name("ida").template(template).create();
    assertThat(shared.users("team")).extracting(Owner::name).containsExactly("ada", "eve", "ida");
    AgentTemplate told = Agents.template(fixture.memory, "ida");
    assertThat(told.blocks()).contains(TemplateBlock.shared("team"));
    assertThat(AgentTemplate.parse(told.toYaml(), "again").blocks()).isEqualTo(told.blocks());
  }

  @Test
  void template_ofASharedBlockThatIsNotThere_makesNoAgent() {
    AgentTemplate template =
        AgentTemplate.builder("ida").block(TemplateBlock.shared("teem")).build();
    assertThatThrownBy(() -> fixture.ada(model).name("ida").template(template).create())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
        .hasMessageContaining("team");
    assertThat(Agents.exists(fixture.memory, "ida")).isFalse();
  }

  @Test
  void template_ofASharedBlockWithATextOfItsOwn_isRefused() {
    assertThatThrownBy(() ->
            AgentTemplate.parse("blocks:\n  team:\n    shared: true\n    value: Kim\n", "ida"))
        .hasMessageContaining("'team' is a shared one")
        .hasMessageContaining("line 2");
  }

  @Test
  void otherTenant_hasOtherSharedBlocks() {
    Agent foreign = fixture.ada(second).tenant("acme").create();
    assertThatThrownBy(() -> foreign.core().attach("team"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    assertThat(fixture.memory.tenant("acme").sharedBlocks().find("team")).isEmpty();
  }
}
