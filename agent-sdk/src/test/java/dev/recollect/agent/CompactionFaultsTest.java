package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.CompactionPolicy.Messages;
import dev.recollect.agent.compaction.SummaryRecord;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.Cursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compactions that are stopped, and several at once. */
class CompactionFaultsTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    goOn.countDown();
    fixture.close();
  }

  private static CompactionPolicy fives(Messages messages) {
    return CompactionPolicy.builder()
        .exchanges(5, 5)
        .keepNewest(4)
        .share(0.6)
        .messages(messages)
        .build();
  }

  private static List<SummaryRecord> records(Agent agent) {
    return agent.summaryRecords().list(agent.conversation());
  }

  @Test
  void crash_atAnyWriteOrDeletion_losesNothing_andCondensesNothingTwice() {
    int crashes = 0;
    for (Messages messages : Messages.values()) {
      for (boolean after : List.of(false, true)) {
        for (int write = 1; write <= 20; write++) {
          crashes += crash(messages, write, 0, after) ? 1 : 0;
        }
        for (int delete = 1; delete <= 10; delete++) {
          crashes += crash(messages, 0, delete, after) ? 1 : 0;
        }
      }
    }
    assertThat(crashes).isGreaterThan(80);
  }

  private boolean crash(Messages messages, int write, int delete, boolean after) {
    String name = "ada-" + messages + "-" + write + "-" + delete + "-" + after;
    boolean crashed = crashed(name, messages, write, delete, after);
    fixture.backend.restart();
    Agent again = fixture.ada(model).name(name).open();
    requireNothingLost(again);
    var unused = again.compact(fives(messages));
    requireNothingLost(again);
    assertThat(records(again))
        .as(name)
        .extracting(SummaryRecord::sequences)
        .containsExactly(range(1, 10), range(11, 20));
    long archived = messages == Messages.ARCHIVE ? 10 : 0;
    assertThat(again.archival().count()).as(name).isEqualTo(2 + archived);
    assertThat(recalled(again))
        .as(name)
        .containsExactlyInAnyOrderElementsOf(range(messages == Messages.KEEP ? 1 : 21, 28));
    return crashed;
  }

  private boolean crashed(String name, Messages messages, int write, int delete, boolean after) {
    Agent ada = fixture.adaInProcessThatEnds(model).name(name).create();
    CompactionTest.write(ada, 14);
    try {
      if (write > 0) {
        fixture.backend.crashAtWrite(write, after);
      } else {
        fixture.backend.crashAtDeletion(delete, after);
      }
      var unused = ada.compact(fives(messages));
      return false;
    } catch (WatchedBackend.SimulatedCrash e) {
      return true;
    }
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static Set<Long> recalled(Agent agent) {
    Set<Long> places = new HashSet<>();
    agent.recall().list(agent.conversation(), 1, 1_000).stream()
        .map(RecalledMessage::sequence)
        .forEach(places::add);
    return places;
  }

  /** Every message is in recall memory, or a summary record that stands for it is durable. */
  private static void requireNothingLost(Agent agent) {
    Set<Long> there = recalled(agent);
    records(agent).forEach(summary -> there.addAll(summary.sequences()));
    assertThat(there).as(agent.name()).containsAll(range(1, 28));
  }

  @Test
  void crashedElsewhere_isGoneOnWith_whenItsTimeIsOver() {
    Agent elsewhere = fixture.adaElsewhere(model).create();
    CompactionTest.write(elsewhere, 14);
    fixture.backend.crashAtWrite(3, true);
    assertThatThrownBy(() -> elsewhere.compact(fives(Messages.DELETE)))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    Agent ada = fixture.ada(model).open();
    requireConflict(ada);
    fixture.clock.advance(Duration.ofMinutes(11));
    assertThat(ada.compact(fives(Messages.DELETE)).records()).isEqualTo(2);
    assertThat(ada.archival().count()).isEqualTo(2);
  }

  private static void requireConflict(Agent agent) {
    assertThatThrownBy(() -> agent.compact(fives(Messages.DELETE)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("elsewhere");
  }

  /** The first summary is written when the test says so; other requests are answered at once. */
  private ChatReply slowly(ChatRequest request) {
    if (!request.messages().getFirst().text().contains("account of a long conversation")) {
      return CompactionTest.said("Yes.");
    }
    asked.countDown();
    try {
      assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return CompactionTest.summary(request);
  }

  @Test
  void twoObjects_oneCompacts_theOtherGetsConflict_andATurnRunsBeside() throws Exception {
    model.asGenerative().respondAlways(this::slowly);
    Agent elsewhere = fixture.adaElsewhere(model).create();
    CompactionTest.write(elsewhere, 14);
    Agent ada = fixture.ada(model).open();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> first =
          threads.submit(() -> elsewhere.compact(fives(Messages.DELETE)).records());
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      requireConflict(ada);
      assertThat(ada.send("Hello.").text()).isEqualTo("Yes.");
      assertThat(elsewhere.send("Hello too.").text()).isEqualTo("Yes.");
      goOn.countDown();
      assertThat(first.get()).isEqualTo(2);
    }
    assertThat(recalled(ada)).containsExactlyInAnyOrderElementsOf(range(21, 32));
  }

  @Test
  void oneThatSleptThroughItsTime_changesNothing() throws Exception {
    ScriptedChatModel slow = new ScriptedChatModel().asGenerative().respondAlways(this::slowly);
    Agent elsewhere = fixture.adaElsewhere(slow).create();
    CompactionTest.write(elsewhere, 14);
    Agent ada = fixture.ada(model).open();
    CompactionPolicy tens =
        CompactionPolicy.builder()
            .exchanges(10, 10)
            .keepNewest(4)
            .messages(Messages.DELETE)
            .build();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> sleeper =
          threads.submit(() -> elsewhere.compact(fives(Messages.DELETE)).records());
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      fixture.clock.advance(Duration.ofMinutes(11));
      assertThat(ada.compact(tens).removed()).isEqualTo(20);
      goOn.countDown();
      assertThatThrownBy(sleeper::get).cause().isInstanceOf(MemoryException.class);
    }
    assertThat(records(ada)).extracting(SummaryRecord::sequences).containsExactly(range(1, 20));
    assertThat(ada.archival().list(Cursor.START).items()).hasSize(1);
  }

  @Test
  void severalThreads_ofOneAgent_condenseEachExchangeOnce() throws Exception {
    model.respondAlways(request -> CompactionTest.said("Yes."));
    Agent ada = fixture.ada(model).create();
    CompactionTest.write(ada, 34);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      work.add(() -> ada.compact(fives(Messages.ARCHIVE)).records());
      work.add(() -> ada.send("Hello.").text().length());
    }
    int records = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<Integer>> done = threads.invokeAll(work);
      for (int index = 0; index < done.size(); index++) {
        records += index % 2 == 0 ? done.get(index).get() : 0;
      }
    }
    assertThat(records).isEqualTo(records(ada).size());
    Set<Long> places = new HashSet<>(recalled(ada));
    for (SummaryRecord summary : records(ada)) {
      for (long place : summary.sequences()) {
        assertThat(places.add(place)).as("place %s", place).isTrue();
      }
    }
    assertThat(places).containsExactlyInAnyOrderElementsOf(range(1, 74));
  }
}
