package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.TenantMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents as a whole: renamed, cloned, deleted. */
@Timeout(60)
class AgentsTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Fixture fixture;
  private TenantMemory memory;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
    memory = fixture.memory.tenant("default");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void assertKind(Throwable thrown, ErrorKind kind) {
    assertThat(thrown)
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private List<String> names() {
    return Agents.list(fixture.memory).stream().map(Owner::name).toList();
  }

  /** Returns all keys of all tenants. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      var page = memory.state().list("tenant/", next.get(), CallOptions.none());
      page.items().stream().map(StateEntry::key).forEach(keys::add);
      next = page.next();
    }
    return keys;
  }

  private void source(String name) {
    NewPassage passage = NewPassage.of("The " + name + " cost 320 kroner a night.");
    memory
        .sources()
        .documents(name)
        .put(List.of(new NewDocument(name, name + ".txt", "", "1", List.of(passage))));
  }

  @Test
  void rename_keepsAllThatTheAgentRemembers() {
    model.say("Noted.").say("Petrel.");
    fixture.ada(model).human("Name: Sam").create().send("My boat is called Petrel.", "request-1");
    fixture.memory.archival("ada").insert("Petrel lies in Bergen");

    Agents.rename(fixture.memory, "ada", "eve");

    assertThat(names()).containsExactly("eve");
    Agent eve = fixture.ada(model).name("eve").open();
    assertThat(eve.core().block("human").orElseThrow().value()).isEqualTo("Name: Sam");
    assertThat(eve.recall().count()).isEqualTo(2);
    assertThat(eve.archival().count()).isEqualTo(1);
    assertThat(eve.send("My boat is called Petrel.", "request-1").text()).isEqualTo("Noted.");
    eve.send("What is it called?");
    assertThat(model.lastRequest().messages()).hasSize(4);
  }

  @Test
  void rename_isOneCommit() {
    fixture.ada(model).create();
    source("berths");
    fixture.memory.sources().attach("ada", "berths");
    fixture.backend.watch();
    Agents.rename(fixture.memory, "ada", "eve");
    assertThat(fixture.backend.writes()).containsExactly("commit");
    assertThat(memory.sources().users("berths")).extracting(Owner::name).containsExactly("eve");
    assertThat(memory.sources().attached("eve")).extracting(Source::name).containsExactly("berths");
    assertThat(memory.sources().detach("eve", "berths")).isTrue();
  }

  @Test
  void rename_toATakenName_isAConflict_andOfNobody_namesTheNearest() {
    fixture.ada(model).create();
    fixture.memory.archival("notes").insert("of no agent");
    assertThatThrownBy(() -> Agents.rename(fixture.memory, "ada", "notes"))
        .satisfies(e -> assertKind(e, ErrorKind.CONFLICT))
        .hasMessageContaining("'notes' already; choose another name");
    assertThatThrownBy(() -> Agents.rename(fixture.memory, "adda", "eve"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND))
        .hasMessageContaining("Did you mean 'ada'?");
    assertThatThrownBy(() -> Agents.rename(fixture.memory, "notes", "eve"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND));
    assertThat(names()).containsExactly("ada");
  }

  @Test
  void openAgent_goesOnAfterItWasRenamed_alsoWhenAnotherTakesTheName() {
    model
        .say("Noted.")
        .call("archival_memory_insert", "{\"content\":\"Petrel lies in Bergen\"}")
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .call("conversation_search", "{\"query\":\"boat Petrel\"}")
        .say("Petrel.")
        .say("I am another.");
    Agent open = fixture.ada(model).create();
    open.send("My boat is called Petrel.");

    Agents.rename(fixture.memory, "ada", "eve");
    Agent other = fixture.ada(model).create();
    Turn turn = open.send("What is my boat called?");

    assertThat(turn.text()).isEqualTo("Petrel.");
    assertThat(turn.toolRuns()).noneMatch(Turn.ToolRun::failed);
    assertThat(turn.toolRuns().getLast().result()).contains("My boat is called Petrel.");
    source("berths");
    open.attach("berths");
    assertThat(memory.sources().attached("eve")).hasSize(1);
    assertThat(other.recall().count()).isZero();
    assertThat(other.archival().count()).isZero();
    assertThat(other.sources()).isEmpty();
    assertThat(other.core().block("human").orElseThrow().value()).isEmpty();
    assertThat(fixture.memory.recall("eve").count()).isEqualTo(4);
    assertThat(fixture.memory.archival("eve").count()).isEqualTo(1);
    assertThat(open.core().block("human").orElseThrow().value()).isEqualTo("Boat: Petrel");
  }

  @Test
  void rename_inTheMiddleOfATurn_costsTheTurnNothing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch renamed = new CountDownLatch(1);
    model
        .respond(request -> {
          asked.countDown();
          await(renamed);
          return new ChatReply(
              "",
              List.of(new ToolCall("1", "archival_memory_insert", "{\"content\":\"Petrel\"}")),
              ChatReply.Finish.COMPLETE,
              Usage.NONE);
        })
        .say("Noted.");
    Agent open = fixture.ada(model).create();
    var turn = open.sendAsync("My boat is called Petrel.").toCompletableFuture();
    await(asked);
    Agents.rename(fixture.memory, "ada", "eve");
    renamed.countDown();

    assertThat(turn.get(30, TimeUnit.SECONDS).text()).isEqualTo("Noted.");
    assertThat(fixture.memory.recall("eve").count()).isEqualTo(2);
    assertThat(fixture.memory.archival("eve").count()).isEqualTo(1);
    assertThat(names()).containsExactly("eve");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void openAgent_thatWasRenamedAndDeleted_saysSo_andIsNotMadeAgain() {
    Agent open = fixture.ada(model).create();
    Agents.rename(fixture.memory, "ada", "eve");
    Agents.delete(fixture.memory, "eve");
    assertThatThrownBy(() -> open.send("Hi")).satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND));
    assertThatThrownBy(() -> open.archival().insert("x"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND));
    assertThat(keys()).isEmpty();
  }

  private Agent prepared() {
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .say("Noted.");
    AgentTemplate template =
        AgentTemplate.builder("t").tools(List.of("core_memory_append")).model("offline").build();
    Agent ada =
        fixture
            .ada(model)
            .template(template)
            .system("You are a lighthouse.")
            .block(MemoryBlock.of("boat", "Petrel").withLimit(70).withReadOnly(true))
            .create();
    ada.send("My boat is called Petrel.");
    for (int index = 0; index < 450; index++) {
      fixture
          .memory
          .archival("ada")
          .insert(List.of(NewPassage.of("Berth " + index + " of Petrel").withId("berth" + index)));
    }
    source("berths");
    ada.attach("berths");
    return ada;
  }

  @Test
  void clone_isAsTheAgentIs_andKnowsNothingOfWhatWasSaid() {
    prepared();
    Agents.clone(fixture.memory, "ada", "eve");

    assertThat(names()).containsExactly("ada", "eve");
    Agent eve = fixture.ada(model.say("Hello.")).name("eve").open();
    assertThat(eve.core().blocks())
        .extracting(block -> block.withVersion(0))
        .isEqualTo(
            fixture.memory.core("ada").blocks().stream()
                .map(block -> block.withVersion(0))
                .toList());
    assertThat(eve.zone()).isEqualTo(Fixture.BERGEN);
    assertThat(eve.sources()).extracting(Source::name).containsExactly("berths");
    assertThat(memory.sources().users("berths")).extracting(Owner::name).contains("ada", "eve");
    assertThat(eve.recall().count()).isZero();
    assertThat(eve.archival().count()).isZero();
    eve.send("Hi");
    assertThat(model.lastRequest().messages()).hasSize(2);
    assertThat(model.lastRequest().messages().getFirst().text())
        .startsWith("You are a lighthouse.");
    assertThat(model.lastRequest().tools()).hasSize(1);
    assertThat(Agents.template(fixture.memory, "eve").model()).contains("offline");
    assertThat(eve.conversation()).isNotEqualTo(fixture.ada(model).open().conversation());
  }

  @Test
  void clone_withPassages_hasAllOfThem_withoutEmbeddingAnything_andApartFromThen() {
    Agent ada = prepared();
    int before = fixture.embedding.calls();
    Agents.clone(fixture.memory, "ada", "eve", CloneOption.PASSAGES);

    assertThat(fixture.embedding.calls()).isEqualTo(before);
    assertThat(fixture.memory.archival("eve").count()).isEqualTo(450);
    Passage copy = fixture.memory.archival("eve").find("berth17").orElseThrow();
    assertThat(copy).isEqualTo(ada.archival().find("berth17").orElseThrow());
    assertThat(fixture.memory.archival("eve").search("Berth 17 of Petrel", 3).hits()).hasSize(3);
    fixture.memory.archival("eve").delete(List.of("berth17"));
    fixture.memory.core("eve").append("human", "Name: Kim");
    assertThat(ada.archival().count()).isEqualTo(450);
    assertThat(ada.core().block("human").orElseThrow().value()).isEqualTo("Boat: Petrel");
  }

  @Test
  void clone_ofNobodyOrToATakenName_makesNothing() {
    fixture.ada(model).create();
    fixture.memory.archival("notes").insert("of no agent");
    List<String> before = keys();
    assertThatThrownBy(() -> Agents.clone(fixture.memory, "adda", "eve"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND))
        .hasMessageContaining("Did you mean 'ada'?");
    assertThatThrownBy(() -> Agents.clone(fixture.memory, "notes", "eve"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND));
    for (String taken : List.of("notes", "ada")) {
      assertThatThrownBy(() -> Agents.clone(fixture.memory, "ada", taken))
          .satisfies(e -> assertKind(e, ErrorKind.CONFLICT));
    }
    assertThatThrownBy(() -> Agents.clone(fixture.memory, "ada", " "))
        .satisfies(e -> assertKind(e, ErrorKind.INVALID));
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void clone_whoseProcessEndsAtAnyWrite_isNotSeen_andTheNextLeavesNothingOfIt() {
    prepared();
    List<String> before = keys();
    int write = 1;
    boolean crashed = true;
    while (crashed) {
      fixture.backend.crashAtWrite(write, write % 2 == 0);
      Throwable thrown =
          catchThrowable(() -> Agents.clone(fixture.memory, "ada", "eve", CloneOption.PASSAGES));
      crashed = thrown instanceof WatchedBackend.SimulatedCrash;
      fixture.backend.restart();
      if (crashed && names().contains("eve")) {
        // The last commit took effect, and the process ended after it.
        assertThat(fixture.memory.archival("eve").count()).isEqualTo(450);
        Agents.delete(fixture.memory, "eve");
      } else if (crashed) {
        assertThat(names()).containsExactly("ada");
        assertThat(memory.findOwner("eve")).isEmpty();
      }
      write++;
    }
    assertThat(write).isGreaterThan(5);
    assertThat(fixture.memory.archival("eve").count()).isEqualTo(450);
    Agents.delete(fixture.memory, "eve");
    assertThat(keys()).isEqualTo(before);
    assertThat(fixture.backend.records("archival")).isEqualTo(450 + 1);
  }

  @Test
  void clone_fromEightThreadsToOneName_makesOneWholeAgent_andLeavesNothingElse() throws Exception {
    prepared();
    List<String> before = keys();
    List<Future<String>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        outcomes.add(threads.submit(this::cloned));
      }
    }
    List<String> seen = new ArrayList<>();
    for (Future<String> outcome : outcomes) {
      seen.add(outcome.get());
    }
    assertThat(seen).containsOnlyOnce("made").containsOnly("made", "CONFLICT");
    assertThat(fixture.memory.archival("eve").count()).isEqualTo(450);
    assertThat(fixture.backend.records("archival")).isEqualTo(450 + 450 + 1);
    Agents.delete(fixture.memory, "eve");
    assertThat(keys()).isEqualTo(before);
  }

  private String cloned() {
    try {
      Agents.clone(fixture.memory, "ada", "eve", CloneOption.PASSAGES);
      return "made";
    } catch (MemoryException e) {
      return e.kind().name();
    }
  }

  @Test
  void clone_whoseStoreFails_leavesNothing() {
    prepared();
    List<String> before = keys();
    fixture.backend.failArchival(new MemoryException(ErrorKind.UNAVAILABLE, "down"));
    assertThatThrownBy(() -> Agents.clone(fixture.memory, "ada", "eve", CloneOption.PASSAGES))
        .satisfies(e -> assertKind(e, ErrorKind.UNAVAILABLE));
    fixture.backend.failArchival(null);
    assertThat(keys()).isEqualTo(before);
    assertThat(names()).containsExactly("ada");
    assertThat(fixture.backend.records("archival")).isEqualTo(450 + 1);
  }

  @Test
  void delete_leavesNothingOfTheAgent() {
    prepared();
    List<String> others = new ArrayList<>();
    Agent ada = fixture.ada(model.say("One.").say("Two.")).open();
    ada.send("Hi", "request-1");
    fixture.ada(model).conversation("boats/ä").open().send("Hi");
    Owner owner = memory.findOwner("ada").orElseThrow();
    model.respondAlways(request -> {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "down");
    });
    ada.notify("The harbour rang.");
    ada.close();
    assertThat(keys()).anyMatch(key -> key.contains("/pending/"));
    Agents.rename(fixture.memory, "ada", "eve");
    assertThat(keys()).anyMatch(key -> key.contains("/request/"));
    assertThat(keys()).anyMatch(key -> key.startsWith(memory.ownerPrefix(owner)));

    Agents.delete(fixture.memory, "eve");

    keys().stream().filter(key -> key.contains(owner.id())).forEach(others::add);
    assertThat(others).isEmpty();
    assertThat(keys()).noneMatch(key -> key.startsWith("tenant/default/name/"));
    assertThat(memory.sources().users("berths")).isEmpty();
    assertThat(fixture.backend.records("recall")).isZero();
    assertThat(fixture.backend.records("archival")).isEqualTo(1);
  }
}
