package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.fact.Fact;
import dev.recollect.agent.fact.FactExtractor;
import dev.recollect.agent.fact.FactKeys;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.fact.FactPolicy.Embedded;
import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Cursor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {

  private static final String OSLO =
      "{\"facts\":[{\"sentence\":\"Sam lives in Oslo.\",\"entity\":\"Sam\",\"attribute\":\"home\","
          + "\"value\":\"Oslo\",\"valid_from\":\"2026-01-01\"}]}";

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

  private Agent ada(FactPolicy policy) {
    return fixture.ada(model).facts(policy).openOrCreate();
  }

  private static List<Passage> passages(Agent agent) {
    return agent.archival().list(Cursor.START).items();
  }

  private static List<String> texts(Agent agent) {
    return passages(agent).stream().map(Passage::text).toList();
  }

  @Test
  void off_filesNothing_andAsksNothing() {
    Agent ada = ada(FactPolicy.off());
    model.say("Noted.");
    ada.send("I live in Berlin.");
    assertThat(model.requests()).hasSize(1);
    assertThat(ada.archival().count()).isZero();
  }

  @Test
  void byRules_filesWhatIsStated_withItsSource() {
    Agent ada = ada(FactPolicy.byRules());
    model.say("Noted.");
    ada.send("Hello! I live in Berlin and my dog is called Rex. Is that far from Oslo?");
    assertThat(texts(ada)).containsExactlyInAnyOrder("I live in Berlin", "my dog is called Rex.");
    Passage home = ada.archival().find("fact/" + ada.conversation() + "/1/0").orElseThrow();
    assertThat(home.metadata().text(FactKeys.ATTRIBUTE)).contains("home");
    assertThat(home.metadata().text(FactKeys.CONVERSATION)).contains(ada.conversation());
    assertThat(home.metadata().values()).containsKey(FactKeys.SEQUENCE);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void byRules_aLaterTurn_supersedes() {
    Agent ada = ada(FactPolicy.byRules());
    model.say("Noted.").say("Noted.");
    ada.send("I live in Berlin.");
    fixture.clock.advance(Duration.ofDays(3));
    ada.send("I moved to Lisbon last week.");
    Passage berlin = ada.archival().find("fact/" + ada.conversation() + "/1/0").orElseThrow();
    assertThat(berlin.validTo()).contains(fixture.clock.instant());
    assertThat(ada.archival().search("do I live in Berlin", 5).hits().getFirst().text())
        .isEqualTo("I moved to Lisbon last week.");
  }

  @Test
  void byModel_asksOnceMore_andFilesWhatItAnswers() {
    Agent ada = ada(FactPolicy.byModel());
    model.say("Nice!").say(OSLO);
    ada.send("Sam lives in Oslo since New Year.");
    assertThat(texts(ada)).containsExactly("Sam lives in Oslo.");
    assertThat(passages(ada).getFirst().validFrom())
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(model.requests()).hasSize(2);
    assertThat(model.lastRequest().messages().getFirst().text()).contains("JSON");
  }

  @Test
  void byModel_aMalformedAnswer_isRepairedOnce() {
    Agent ada = ada(FactPolicy.byModel());
    model.say("Nice!").say("Sam lives in Oslo.").say(OSLO);
    ada.send("Sam lives in Oslo.");
    assertThat(texts(ada)).containsExactly("Sam lives in Oslo.");
    assertThat(model.lastRequest().messages().getLast().text()).contains("it is no JSON");
  }

  @Test
  void byModel_twoMalformedAnswers_areNoFacts_andNotAskedForAgain() {
    Agent ada = ada(FactPolicy.byModel());
    model.say("Nice!").say("Hm.").say("Hm.").say("Hello.").say("{\"facts\":[]}");
    ada.send("Sam lives in Oslo.");
    Turn next = ada.send("Hello again.");
    assertThat(next.text()).isEqualTo("Hello.");
    assertThat(model.requests()).hasSize(5);
  }

  @Test
  void byModel_thatFails_costsNoTurn_andIsAskedAgainAfterTheNext() {
    Agent ada = ada(FactPolicy.byModel());
    model
        .say("Nice!")
        .fail(new MemoryException(ErrorKind.UNAVAILABLE, "the model is away"))
        .say("Good.")
        .say(OSLO)
        .say("{\"facts\":[]}");
    assertThat(ada.send("Sam lives in Oslo.").text()).isEqualTo("Nice!");
    assertThat(ada.send("And you?").text()).isEqualTo("Good.");
    assertThat(texts(ada)).containsExactly("Sam lives in Oslo.");
  }

  @Test
  void extractor_thatAlwaysFails_isPassedOverAfterThreeTries() {
    AtomicInteger tries = new AtomicInteger();
    FactExtractor extractor =
        (message, before, options) -> {
          if (message.sequence() == 1) {
            tries.incrementAndGet();
            throw new IllegalStateException("broken");
          }
          return List.of(Fact.of(message.text()));
        };
    Agent ada = ada(FactPolicy.by(extractor));
    for (int turn = 0; turn < 4; turn++) {
      model.say("Yes.");
      ada.send("Fact number " + turn + " is true.");
    }
    assertThat(tries).hasValue(3);
    assertThat(texts(ada))
        .containsExactlyInAnyOrder(
            "Fact number 1 is true.", "Fact number 2 is true.", "Fact number 3 is true.");
  }

  @Test
  void deletedFact_isNotFiledAgain() {
    Agent ada = ada(FactPolicy.byRules());
    model.say("Noted.").say("Noted.");
    ada.send("I live in Berlin.");
    assertThat(texts(ada)).containsExactly("I live in Berlin.");
    ada.archival().delete(List.of("fact/" + ada.conversation() + "/1/0"));
    ada.send("I have a cat.");
    assertThat(texts(ada)).containsExactly("I have a cat.");
  }

  @Test
  void reopened_goesOnBehindTheMark() {
    model.say("Noted.").say("Noted.");
    try (Agent ada = ada(FactPolicy.byRules())) {
      ada.send("I live in Berlin.");
    }
    Agent again = ada(FactPolicy.byRules());
    again.send("I have a cat.");
    assertThat(texts(again)).containsExactlyInAnyOrder("I live in Berlin.", "I have a cat.");
  }

  @Test
  void turnedOnLater_beginsWithWhatIsSaidFromThenOn() {
    model.say("Noted.").say("Noted.");
    try (Agent ada = ada(FactPolicy.off())) {
      ada.send("I live in Berlin.");
    }
    Agent again = ada(FactPolicy.byRules());
    again.send("I have a cat.");
    assertThat(texts(again)).containsExactly("I have a cat.");
  }

  @Test
  void crash_atAnyWrite_losesAndDoublesNoFact() {
    int crashes = 0;
    for (int write = 1; write <= 16; write++) {
      for (boolean after : List.of(false, true)) {
        String name = "ada-" + write + "-" + after;
        crashes += crashAtWrite(name, write, after) ? 1 : 0;
        fixture.backend.restart();
        Agent again =
            fixture.ada(sayingYes()).name(name).facts(FactPolicy.byRules()).openOrCreate();
        again.send("I have a cat.");
        requireEachOnce(again);
      }
    }
    assertThat(crashes).isGreaterThan(16);
  }

  private boolean crashAtWrite(String name, int write, boolean after) {
    try (Agent ada =
        fixture
            .adaInProcessThatEnds(sayingYes())
            .name(name)
            .facts(FactPolicy.byRules())
            .openOrCreate()) {
      fixture.backend.crashAtWrite(write, after);
      ada.send("I live in Berlin and my dog is called Rex.");
      fixture.clock.advance(Duration.ofDays(1));
      ada.send("I moved to Lisbon last week.");
      return false;
    } catch (WatchedBackend.SimulatedCrash e) {
      return true;
    }
  }

  private static ScriptedChatModel sayingYes() {
    ScriptedChatModel yes = new ScriptedChatModel();
    for (int answer = 0; answer < 6; answer++) {
      yes.say("Yes.");
    }
    return yes;
  }

  /** Whatever recall memory has, is filed once; of a pair that contradicts, the older is ended. */
  private static void requireEachOnce(Agent agent) {
    List<String> said =
        agent.recall().list(agent.conversation(), 1, 20).stream()
            .map(message -> message.text())
            .toList();
    List<String> filed = texts(agent);
    assertThat(filed).as("filed of %s", said).doesNotHaveDuplicates().contains("I have a cat.");
    boolean berlin = said.stream().anyMatch(text -> text.startsWith("I live in Berlin"));
    boolean lisbon = said.contains("I moved to Lisbon last week.");
    assertThat(filed.contains("I live in Berlin")).isEqualTo(berlin);
    assertThat(filed.contains("my dog is called Rex.")).isEqualTo(berlin);
    assertThat(filed.contains("I moved to Lisbon last week.")).isEqualTo(lisbon);
    assertThat(passages(agent))
        .filteredOn(passage -> passage.validTo().isPresent())
        .hasSize(berlin && lisbon ? 1 : 0);
  }

  @Test
  void severalThreads_ofOneAgent_fileEachFactOnce() throws Exception {
    Agent ada = fixture.ada(sayingYes()).facts(FactPolicy.byRules()).openOrCreate();
    List<Callable<Turn>> turns = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String said = "Box " + thread + " holds " + (10 + thread) + " cups.";
      turns.add(() -> ada.send(said));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (var turn : threads.invokeAll(turns)) {
        turn.get();
      }
    }
    assertThat(texts(ada))
        .containsExactlyInAnyOrder(
            "Box 0 holds 10 cups.",
            "Box 1 holds 11 cups.",
            "Box 2 holds 12 cups.",
            "Box 3 holds 13 cups.");
  }

  @Test
  void text_embedsTheMessageAsItWasSaid() {
    Agent ada = ada(FactPolicy.byRules().embedding(Embedded.TEXT));
    model.say("Noted.");
    ada.send("I live in Berlin and my dog is called Rex.");
    assertThat(texts(ada)).containsExactly("I live in Berlin and my dog is called Rex.");
    assertThat(passages(ada).getFirst().metadata().values()).containsKey(FactKeys.SENTENCES);
  }

  @Test
  void both_findsAFactByTheMessageItStoodIn() {
    Agent ada = ada(FactPolicy.byRules().embedding(Embedded.BOTH));
    model.say("Noted.");
    ada.send("I live in Berlin and my dog is called Rex.");
    assertThat(texts(ada)).containsExactlyInAnyOrder("I live in Berlin", "my dog is called Rex.");
    assertThat(ada.archival().search("Rex", 5).hits())
        .allSatisfy(hit -> assertThat(hit.evidence().coverage()).isEqualTo(1));
  }

  @Test
  void superseding_switchedOff_linksNothing() {
    Agent ada = ada(FactPolicy.byRules().superseding(false));
    model.say("Noted.").say("Noted.");
    ada.send("I live in Berlin.");
    ada.send("I moved to Lisbon last week.");
    assertThat(passages(ada)).allSatisfy(passage -> assertThat(passage.validTo()).isEmpty());
  }

  @Test
  void offlineModel_withFactsByRules_filesNothingTwice() {
    Agent ada =
        Agent.builder(fixture.memory, OfflineModel.in(Fixture.BERGEN))
            .name("ada")
            .facts(FactPolicy.byRules())
            .openOrCreate();
    ada.send("I live in Berlin.");
    fixture.clock.advance(Duration.ofDays(1));
    ada.send("I moved to Lisbon last week.");
    assertThat(texts(ada)).doesNotHaveDuplicates().hasSize(2);
    assertThat(passages(ada)).filteredOn(passage -> passage.validTo().isPresent()).hasSize(1);
  }
}
