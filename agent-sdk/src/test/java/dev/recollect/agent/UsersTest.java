package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several users of one agent, who are kept apart. */
@Timeout(60)
class UsersTest {

  private static final String APPEND = "core_memory_append";
  private static final String INSERT = "archival_memory_insert";

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final ScriptedChatModel second = new ScriptedChatModel();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private AgentBuilder user(String name) {
    return fixture.ada(model).user(name);
  }

  private Agent sam() {
    return user("sam").openOrCreate();
  }

  private Agent kim() {
    return user("kim").openOrCreate();
  }

  private static String human(Agent agent) {
    return agent.core().block("human").orElseThrow().value();
  }

  private static List<String> texts(ChatRequest request) {
    return request.messages().stream().map(Message::text).toList();
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      var page =
          fixture.memory.tenant("default").state().list("tenant/", next.get(), CallOptions.none());
      page.items().stream().map(StateEntry::key).forEach(keys::add);
      next = page.next();
    }
    return keys;
  }

  /** Sam tells the agent something that must come to nobody else, in every way there is. */
  private void samTellsASecret() {
    Agent sam = user("sam").human("Name: Sam").facts(FactPolicy.byRules()).openOrCreate();
    model
        .call(APPEND, "{\"name\":\"human\",\"content\":\"Boat: Petrel of Sam\"}")
        .call(INSERT, "{\"content\":\"The boat of Sam is called Petrel\"}")
        .say("Petrel, then, Sam.");
    sam.send("My boat is called Petrel. I live in Bergen.", "request-1");
  }

  private void assertTellsNothing(List<String> texts) {
    assertThat(texts)
        .allSatisfy(text -> assertThat(text).doesNotContain("Petrel", "Bergen.", "Sam"));
  }

  @Test
  void everyToolAndTier_tellsTheOtherUserNothing() {
    samTellsASecret();
    Agent kim =
        user("kim").facts(FactPolicy.byRules()).automaticRecall(RecallPolicy.standard()).open();
    model
        .call("conversation_search", "{\"query\":\"boat called\"}")
        .call(
            "conversation_search_date",
            "{\"start_date\":\"2000-01-01\",\"end_date\":\"2100-01-01\"}")
        .call("archival_memory_search", "{\"query\":\"boat called\"}")
        .call(
            "core_memory_replace",
            "{\"name\":\"human\",\"old_content\":\"Boat\",\"new_content\":\"Ship\"}")
        .say("I do not know.");

    Turn turn = kim.send("What is my boat called, and where do I live?", "request-1");

    assertThat(turn.text()).isEqualTo("I do not know.");
    model
        .requests()
        .subList(3, model.requests().size())
        .forEach(request -> assertTellsNothing(texts(request)));
    assertTellsNothing(turn.toolRuns().stream().map(run -> run.result()).toList());
    assertTellsNothing(kim.context().messages().stream().map(Message::text).toList());
    assertThat(kim.recall().search("boat called Petrel", 10).hits())
        .allSatisfy(hit -> assertThat(hit.text()).doesNotContain("Petrel"));
    assertThat(kim.archival().search("boat called Petrel", 10).hits()).isEmpty();
    assertThat(kim.archival().list(Cursor.START).items()).isEmpty();
    assertThat(kim.archival().count()).isZero();
    assertThat(kim.recall().count()).isEqualTo(2);
    assertThat(human(kim)).isEmpty();
    assertThat(kim.conversation()).isNotEqualTo(sam().conversation());
    assertThat(kim.recall().list(sam().conversation(), 1, 10)).isEmpty();
  }

  @Test
  void agentWithoutUser_knowsNothingOfItsUsers() {
    samTellsASecret();
    Agent nobody = fixture.ada(model).open();
    model
        .call("conversation_search", "{\"query\":\"boat called\"}")
        .call("archival_memory_search", "{\"query\":\"boat called\"}")
        .say("I do not know.");
    Turn turn = nobody.send("What is my boat called?", "request-1");
    assertTellsNothing(turn.toolRuns().stream().map(run -> run.result()).toList());
    assertTellsNothing(texts(model.lastRequest()));
    assertThat(nobody.archival().count()).isZero();
    assertThat(fixture.memory.recall("ada").count()).isEqualTo(2);
    assertThat(human(nobody)).isEmpty();
  }

  @Test
  void sameUserAgain_hasAllOfIt() {
    samTellsASecret();
    model
        .call("conversation_search", "{\"query\":\"boat called Petrel\"}")
        .call("archival_memory_search", "{\"query\":\"boat called Petrel\"}")
        .say("Petrel.");
    Agent sam = sam();
    Turn turn = sam.send("What is my boat called?");
    assertThat(turn.toolRuns()).allSatisfy(run -> assertThat(run.result()).contains("Petrel"));
    assertThat(texts(model.lastRequest())).contains("My boat is called Petrel. I live in Bergen.");
    assertThat(human(sam)).isEqualTo("Name: Sam\nBoat: Petrel of Sam");
    assertThat(sam.archival().list(Cursor.START).items())
        .extracting(Passage::text)
        .contains("The boat of Sam is called Petrel")
        .anyMatch(text -> text.startsWith("I live in Bergen"));
    assertThat(sam.user()).contains("sam");
  }

  @Test
  void automaticRecall_findsWhatIsTheUsers() {
    samTellsASecret();
    model.say("Petrel.").say("I do not know.");
    for (String name : List.of("sam", "kim")) {
      user(name)
          .conversation("another")
          .automaticRecall(RecallPolicy.standard())
          .open()
          .send("What is my boat called?");
      List<String> shown = texts(model.lastRequest());
      assertThat(shown.subList(1, shown.size()).stream().anyMatch(text -> text.contains("Petrel")))
          .as(name)
          .isEqualTo(name.equals("sam"));
    }
  }

  @Test
  void requestId_countsForItsUser() {
    model.say("Hello Sam.").say("Hello Kim.").say("Hello.");
    assertThat(sam().send("Hi", "request-1").text()).isEqualTo("Hello Sam.");
    assertThat(kim().send("Hi", "request-1").text()).isEqualTo("Hello Kim.");
    assertThat(fixture.ada(model).open().send("Hi", "request-1").text()).isEqualTo("Hello.");
    assertThat(sam().send("Hi", "request-1").text()).isEqualTo("Hello Sam.");
  }

  @Test
  void conversationsOfOneName_areDifferentOnes_asAreTheKeysOfTheirCalls() {
    List<String> callKeys = new ArrayList<>();
    for (String name : List.of("sam", "kim")) {
      model.call("note", "{\"text\":\"x\"}").say("Noted, " + name);
      user(name)
          .conversation("boats")
          .tool(
              "note",
              "Notes",
              Note.class,
              (note, invocation) -> {
                callKeys.add(invocation.key());
                return "ok";
              })
          .openOrCreate()
          .send("I am " + name);
      assertThat(texts(model.lastRequest())).filteredOn(text -> text.startsWith("I am")).hasSize(1);
    }
    assertThat(callKeys).hasSize(2).doesNotHaveDuplicates();
    assertThat(user("sam").conversation("boats").open().recall().list("boats", 1, 10))
        .extracting(said -> said.message().text())
        .containsExactly("I am sam", "Noted, sam");
  }

  /** Arguments of a tool. */
  record Note(String text) {}

  @Test
  void event_goesToItsUser() throws Exception {
    LinkedBlockingQueue<TurnEvent.Ended> ended = new LinkedBlockingQueue<>();
    Agent kim = kim();
    model.say("A parcel for Sam.").say("No parcels.");
    try (Agent sam =
        user("sam")
            .listener(event -> {
              if (event instanceof TurnEvent.Ended end) {
                ended.add(end);
              }
            })
            .open()) {
      sam.notify("A parcel for Sam has arrived");
      TurnEvent.Ended end = ended.poll(20, TimeUnit.SECONDS);
      assertThat(end.result().text()).isEqualTo("A parcel for Sam.");
      assertThat(end.turn().user()).isEqualTo("sam");
    }
    kim.send("Any parcels?");
    assertThat(texts(model.lastRequest())).noneMatch(text -> text.contains("parcel for Sam"));
  }

  @Test
  void whatTheAgentIs_isSharedByAllUsers() {
    fixture.ada(model).persona("I am Ada of Bergen harbour.").create();
    fixture.memory.archival("ada").insert("A berth costs 320 kroner a night");
    NewPassage rule = NewPassage.of("No fires on the pier");
    fixture
        .memory
        .sources()
        .documents("rules")
        .put(List.of(new NewDocument("rules", "rules.txt", "", "1", List.of(rule))));
    sam().attach("rules");
    sam().core().put(MemoryBlock.of("prices", "Coffee: 30"));
    model
        .call("archival_memory_search", "{\"query\":\"what a berth costs\"}")
        .call("archival_memory_search", "{\"query\":\"fires on the pier\"}")
        .say("320.");
    Turn turn = kim().send("What does a berth cost?");
    assertThat(turn.toolRuns().get(0).result()).contains("320 kroner");
    assertThat(turn.toolRuns().get(1).result()).contains("No fires");
    assertThat(texts(model.lastRequest()).getFirst())
        .contains("I am Ada of Bergen harbour.", "Coffee: 30", "1 passages lie in archival");
    assertThat(kim().archival().count()).isZero();
    assertThat(kim().sources()).hasSize(1);
  }

  @Test
  void factsOfAUser_supersedeTheirOwnAlone() {
    fixture.ada(model).create();
    String id = "fact/home/1/0";
    fixture.memory.archival("ada").insert(List.of(NewPassage.of("I live in Oslo.").withId(id)));
    Agent sam = user("sam").conversation("home").facts(FactPolicy.byRules()).open();
    model.say("Noted.").say("Noted.");
    sam.send("I live in Berlin.");
    fixture.clock.advance(Duration.ofDays(3));
    sam.send("I moved to Lisbon last week.");
    assertThat(sam.archival().find(id).orElseThrow().validTo()).isPresent();
    Passage common = fixture.memory.archival("ada").find(id).orElseThrow();
    assertThat(common.validTo()).isEmpty();
    assertThat(common.text()).isEqualTo("I live in Oslo.");
  }

  @Test
  void blockHuman_ofANewUser_isEmptyAndShapedLikeTheAgents() {
    MemoryBlock shape =
        MemoryBlock.of("human", "Nobody yet")
            .withDescription("The guest")
            .withLimit(40, LimitUnit.TOKENS);
    fixture.ada(model).block(shape).create();
    MemoryBlock ofSam = sam().core().block("human").orElseThrow();
    assertThat(ofSam.withVersion(0)).isEqualTo(shape.withValue(""));
    assertThat(human(fixture.ada(model).open())).isEqualTo("Nobody yet");
    assertThat(human(user("kim").human("Name: Kim").open())).isEqualTo("Name: Kim");
    assertThat(human(user("kim").human("Name: Another").open())).isEqualTo("Name: Kim");
    assertThatThrownBy(() -> sam().core().attach("human"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  void users_areListedByName() {
    kim();
    sam();
    sam();
    user("a/b").open();
    assertThat(Agents.users(fixture.memory, "ada")).containsExactly("a/b", "kim", "sam");
    assertThatThrownBy(() -> Agents.users(fixture.memory, "adda"))
        .hasMessageContaining("there is no agent 'adda'");
  }

  @Test
  void deleteUser_deletesEverythingOfTheirs_andNothingElse() {
    kim();
    List<String> before = keys();
    samTellsASecret();
    Agent open = sam();
    assertThat(fixture.backend.records("recall")).isPositive();
    String samsId = open.conversation();
    model.say("Hello Kim.");
    kim().send("Hi");

    Agents.deleteUser(fixture.memory, "ada", "sam");

    assertThat(Agents.users(fixture.memory, "ada")).containsExactly("kim");
    assertThat(keys()).noneMatch(key -> key.contains(samsId) || key.contains("sam"));
    assertThat(keys()).containsAll(before);
    assertThat(fixture.backend.records("recall")).isEqualTo(kim().recall().count()).isEqualTo(2);
    assertThat(fixture.backend.records("archival")).isZero();
    assertThat(human(kim())).isEmpty();
    assertThatThrownBy(() -> open.core().blocks()).hasMessageContaining("has been deleted");
    assertThatThrownBy(() -> open.send("Hello?")).hasMessageContaining("has been deleted");
    assertThatThrownBy(() -> open.archival().insert("x")).hasMessageContaining("has been deleted");
    assertThatThrownBy(() -> open.recall().count())
        .hasMessageContaining("user 'sam' of 'ada' has been deleted");
    assertThatThrownBy(() -> open.notify("Hello?")).hasMessageContaining("has been deleted");
    assertThatThrownBy(() -> Agents.deleteUser(fixture.memory, "ada", "sam"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
  }

  @Test
  void userOfTheSameNameLater_isAnother() {
    samTellsASecret();
    Agents.deleteUser(fixture.memory, "ada", "sam");
    model.say("Hello.");
    Agent sam = sam();
    sam.send("Hi", "request-1");
    assertTellsNothing(texts(model.lastRequest()));
    assertThat(sam.recall().count()).isEqualTo(2);
    assertThat(human(sam)).isEmpty();
  }

  @Test
  void deletionThatBrokeOff_isFinishedByRepeatingIt() {
    samTellsASecret();
    fixture.backend.crashAtWrite(2, false);
    assertThat(catchThrowable(() -> Agents.deleteUser(fixture.memory, "ada", "sam")))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    assertThatThrownBy(this::sam)
        .hasMessageContaining("user 'sam' of 'ada' is being deleted; delete it again");
    assertThat(Agents.users(fixture.memory, "ada")).containsExactly("sam");
    Agents.deleteUser(fixture.memory, "ada", "sam");
    assertThat(keys()).noneMatch(key -> key.contains("/user"));
    assertThat(human(sam())).isEmpty();
  }

  @Test
  void deletingTheAgent_deletesItsUsersToo() {
    samTellsASecret();
    model.say("Hello Kim.");
    kim().send("Hi");
    Agents.delete(fixture.memory, "ada");
    assertThat(keys()).isEmpty();
    assertThat(fixture.backend.records("recall")).isZero();
    assertThat(fixture.backend.records("archival")).isZero();
  }

  @Test
  void rename_keepsUsers_andACloneHasNone() {
    samTellsASecret();
    Agents.rename(fixture.memory, "ada", "ida");
    Agents.clone(fixture.memory, "ida", "una", CloneOption.PASSAGES);
    assertThat(Agents.users(fixture.memory, "ida")).containsExactly("sam");
    assertThat(human(user("sam").name("ida").open())).contains("Petrel");
    assertThat(Agents.users(fixture.memory, "una")).isEmpty();
    Agent una = user("sam").name("una").open();
    assertThat(human(una)).isEmpty();
    assertThat(una.archival().search("boat called Petrel", 5).hits()).isEmpty();
  }

  @Test
  void openWhileItIsRenamed_goesOnForItsUser() {
    samTellsASecret();
    Agent sam = sam();
    Agents.rename(fixture.memory, "ada", "ida");
    model.say("Petrel.");
    assertThat(sam.send("What is it called?").text()).isEqualTo("Petrel.");
    assertThat(sam.recall().count()).isEqualTo(4);
    assertThat(human(sam)).contains("Petrel");
  }

  @Test
  void agentThatIsAsked_answersForTheSameUser() {
    fixture.ada(second).name("eve").create();
    model
        .call("send_message_to_agent", "{\"agent\":\"eve\",\"message\":\"Sam has a Petrel\"}")
        .say("Asked.");
    second.say("Noted.");
    user("sam")
        .askAgents(List.of("eve"), name -> fixture.ada(second))
        .openOrCreate()
        .send("Ask eve.");
    assertThat(Agents.users(fixture.memory, "eve")).containsExactly("sam");
    assertThat(fixture.memory.recall("eve").count()).isZero();
    assertThat(fixture.ada(second).name("eve").user("sam").open().recall().count()).isEqualTo(2);
  }

  @Test
  void turnsOfTwoUsers_runAtTheSameTime() {
    Agent kim = fixture.ada(second).user("kim").openOrCreate();
    model.respond(request -> {
      second.say("Hello Kim.");
      kim.send("Hi");
      return new ChatReply("Hello Sam.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
    });
    assertThat(sam().send("Hi").text()).isEqualTo("Hello Sam.");
    assertThat(kim.recall().count()).isEqualTo(2);
  }

  @Test
  void opening_resumesTheTurnOfItsUserOnly() {
    Agent doomed = fixture.adaInProcessThatEnds(model.say("Noted.")).user("sam").openOrCreate();
    fixture.backend.crashAtWrite(2, false);
    assertThat(catchThrowable(() -> doomed.send("My boat is called Petrel.")))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    model.say("Noted after all.");
    assertThat(kim().resumed()).isEmpty();
    assertThat(sam().resumed().orElseThrow().text()).isEqualTo("Noted after all.");
  }

  @Test
  void openedByEightThreadsAtOnce_thereIsOneUserOfAName() throws Exception {
    fixture.ada(model).create();
    List<String> conversations = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<String>> opening = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String name = thread % 2 == 0 ? "sam" : "kim";
        opening.add(threads.submit(() -> name + user(name).open().conversation()));
      }
      for (Future<String> one : opening) {
        conversations.add(one.get());
      }
    }
    assertThat(conversations.stream().distinct()).hasSize(2);
    assertThat(Agents.users(fixture.memory, "ada")).containsExactly("kim", "sam");
  }

  @Test
  void nameThatCannotBe_isRefusedBeforeAnythingIsStored() {
    assertThatThrownBy(() -> user(" ")).hasMessageContaining("the name of the user is blank");
    assertThatThrownBy(() -> user("a\0b")).hasMessageContaining("U+0000");
    assertThatThrownBy(() -> user("ø".repeat(65)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
        .hasMessageContaining("130 bytes; at most 128");
    assertThatThrownBy(() -> user("sam").human("x".repeat(200_000)).create())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    assertThat(Agents.list(fixture.memory)).isEmpty();
    assertThatThrownBy(() -> user("sam").open()).hasMessageContaining("there is no agent 'ada'");
    assertThatThrownBy(() -> Agents.deleteUser(fixture.memory, "ada", "sam"))
        .hasMessageContaining("there is no agent");
  }

  @Test
  void tokenLimit_isEnforcedByTheModelsEdits_andShownInTokens() {
    fixture
        .ada(model)
        .block(MemoryBlock.of("boat", "Petrel").withLimit(5, LimitUnit.TOKENS))
        .create();
    model
        .call(APPEND, "{\"name\":\"boat\",\"content\":\"a ketch of eleven metres\"}")
        .call(APPEND, "{\"name\":\"boat\",\"content\":\"a ketch\"}")
        .say("Noted.");
    Agent ada = fixture.ada(model).open();
    TurnAssert.assertThat(ada.send("It is a ketch of eleven metres."))
        .fails(APPEND, "would have 8 tokens and may have 5");
    assertThat(texts(model.requests().getFirst()).getFirst()).contains("<boat tokens=\"2/5\">");
    assertThat(ada.core().block("boat").orElseThrow().value()).isEqualTo("Petrel\na ketch");
    assertThatThrownBy(() -> ada.core().append("boat", "of eleven metres"))
        .hasMessageContaining("may have 5");
    assertThatThrownBy(() ->
            fixture
                .ada(model)
                .name("eve")
                .block(MemoryBlock.of("boat", "x".repeat(40)).withLimit(5, LimitUnit.TOKENS))
                .create())
        .hasMessageContaining("would have 10 tokens and may have 5");
    assertThat(Agents.exists(fixture.memory, "eve")).isFalse();
  }
}
