package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.CompactionPolicy.Messages;
import dev.recollect.agent.compaction.CompactionResult;
import dev.recollect.agent.compaction.SummaryRecord;
import dev.recollect.agent.fact.FactExtractor;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of old exchanges. */
class CompactionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

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

  private Agent ada() {
    return fixture.ada(model).openOrCreate();
  }

  private static CompactionPolicy.Builder fives() {
    return CompactionPolicy.builder().exchanges(5, 5).keepNewest(4).share(0.6);
  }

  /** Writes exchanges a day apart into the conversation of an agent, who does not see them. */
  static void write(Agent agent, int exchanges) {
    List<Message> messages = new ArrayList<>();
    for (int number = 1; number <= exchanges; number++) {
      Instant at = START.plus(Duration.ofDays(number));
      messages.add(Message.of(Role.USER, asked(number), at));
      messages.add(Message.of(Role.ASSISTANT, "I have noted where it lies.", at.plusSeconds(5)));
    }
    agent.recall().append(agent.conversation(), messages);
  }

  private static String asked(int number) {
    return "Well, let me tell you something. The boat Petrel%d lies at berth %d in Bergen, by the way."
        .formatted(number, number);
  }

  private static List<SummaryRecord> records(Agent agent) {
    return agent.summaryRecords().list(agent.conversation());
  }

  private static List<Long> places(Agent agent) {
    return agent.recall().list(agent.conversation(), 1, 1_000).stream()
        .map(RecalledMessage::sequence)
        .toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void off_isRefused() {
    Agent ada = ada();
    assertThatThrownBy(() -> ada.compact(CompactionPolicy.off()))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
  }

  @Test
  void keep_writesSummaryRecords_thatLinkToTheirSources() {
    Agent ada = ada();
    write(ada, 14);
    CompactionResult result = ada.compact(fives().build());
    assertThat(result.records()).isEqualTo(2);
    assertThat(result.exchanges()).isEqualTo(10);
    assertThat(result.condensed()).isEqualTo(20);
    assertThat(result.removed()).isZero();
    assertThat(result.tokensAfter()).isLessThan(result.tokensBefore());
    assertThat(places(ada)).isEqualTo(range(1, 28));
    assertThat(records(ada))
        .extracting(SummaryRecord::sequences)
        .containsExactly(range(1, 10), range(11, 20));
    SummaryRecord first = records(ada).getFirst();
    assertThat(first.since()).isEqualTo(START.plus(Duration.ofDays(1)));
    assertThat(first.until()).isEqualTo(START.plus(Duration.ofDays(5)).plusSeconds(5));
    assertThat(first.written()).isFalse();
    assertThat(ada.summaryRecords().sources(first.id()))
        .extracting(RecalledMessage::sequence)
        .isEqualTo(range(1, 10));
    assertThat(ada.summaryRecords().covering(ada.conversation(), 12))
        .containsExactly(records(ada).get(1));
    assertThat(ada.summaryRecords().covering(ada.conversation(), 21)).isEmpty();
  }

  @Test
  void summaryRecord_isFound_andTellsItsDates() {
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().build());
    SearchQuery summaries =
        SearchQuery.builder("where does Petrel7 lie")
            .filter(Filter.contains("tags", "summary"))
            .build();
    SearchHit<Passage> hit = ada.archival().search(summaries).hits().getFirst();
    assertThat(hit.text()).contains("Petrel7 lies at berth 7");
    assertThat(hit.item().origin())
        .contains("summary of what was said from 2026-01-07 to 2026-01-11");
    model.call("archival_memory_search", "{\"query\":\"Petrel7\"}").say("Berth 7.");
    ada.send("Where does Petrel7 lie?");
    assertThat(model.lastRequest().messages().getLast().text())
        .contains("document: summary of what was said from 2026-01-07 to 2026-01-11");
  }

  @Test
  void summaryRecord_isRecalledAutomatically() {
    Agent ada =
        fixture
            .ada(model)
            .automaticRecall(RecallPolicy.builder().nearOnly(false).build())
            .openOrCreate();
    write(ada, 14);
    var unused = ada.compact(fives().messages(Messages.DELETE).build());
    model.say("Berth 7.");
    ada.send("Where does Petrel7 lie?");
    assertThat(model.lastRequest().messages().toString())
        .contains("summary of what was said from 2026-01-07 to 2026-01-11")
        .contains("Petrel7 lies at berth 7");
  }

  @Test
  void again_condensesNothingTwice_andGoesOnWithWhatIsOldByThen() {
    Agent ada = ada();
    write(ada, 14);
    assertThat(ada.compact(fives().build()).records()).isEqualTo(2);
    List<SummaryRecord> before = records(ada);
    assertThat(ada.compact(fives().build()).records()).isZero();
    assertThat(records(ada)).isEqualTo(before);
    write(ada, 5);
    assertThat(ada.compact(fives().build()).records()).isEqualTo(1);
    assertThat(records(ada).getLast().sequences()).isEqualTo(range(21, 30));
  }

  @Test
  void archive_movesMessages_withTheirDates() {
    Agent ada = ada();
    write(ada, 14);
    CompactionResult result = ada.compact(fives().messages(Messages.ARCHIVE).build());
    assertThat(result.archived()).isEqualTo(20);
    assertThat(result.removed()).isEqualTo(20);
    assertThat(places(ada)).isEqualTo(range(21, 28));
    assertThat(ada.archival().count()).isEqualTo(12);
    Passage third = ada.archival().find("said/" + ada.conversation() + "/5").orElseThrow();
    assertThat(third.text())
        .isEqualTo("user: " + asked(3) + "\nassistant: I have noted where it lies.");
    assertThat(third.occurredAt()).isEqualTo(START.plus(Duration.ofDays(3)));
    assertThat(third.origin()).contains("what was said on 2026-01-04");
    List<RecalledMessage> sources = ada.summaryRecords().sources(records(ada).getFirst().id());
    assertThat(sources).extracting(RecalledMessage::sequence).isEqualTo(range(1, 10));
    assertThat(sources.get(1).message())
        .isEqualTo(
            Message.of(
                Role.ASSISTANT,
                "I have noted where it lies.",
                START.plus(Duration.ofDays(1)).plusSeconds(5)));
  }

  @Test
  void delete_leavesTheSummaryRecordsAlone() {
    Agent ada = ada();
    write(ada, 14);
    CompactionResult result = ada.compact(fives().messages(Messages.DELETE).build());
    assertThat(result.archived()).isZero();
    assertThat(result.removed()).isEqualTo(20);
    assertThat(places(ada)).isEqualTo(range(21, 28));
    assertThat(ada.archival().count()).isEqualTo(2);
    assertThat(ada.summaryRecords().sources(records(ada).getFirst().id())).isEmpty();
    assertThat(ada.recall().search("Petrel3", 5).hits())
        .extracting(SearchHit::text)
        .doesNotContain(asked(3));
  }

  @Test
  void policyThatRemoves_removesWhatAnEarlierOneKept() {
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().build());
    List<SummaryRecord> before = records(ada);
    CompactionResult result = ada.compact(fives().messages(Messages.DELETE).build());
    assertThat(result.records()).isZero();
    assertThat(result.removed()).isEqualTo(20);
    assertThat(places(ada)).isEqualTo(range(21, 28));
    assertThat(records(ada)).isEqualTo(before);
  }

  @Test
  void tooFewOldExchanges_wait() {
    Agent ada = ada();
    write(ada, 8);
    assertThat(ada.compact(fives().build()).records()).isZero();
    write(ada, 1);
    assertThat(ada.compact(fives().build()).records()).isEqualTo(1);
  }

  @Test
  void age_leavesWhatIsYounger() {
    Agent ada = ada();
    write(ada, 14);
    fixture.clock.set(START.plus(Duration.ofDays(16)));
    CompactionPolicy policy =
        CompactionPolicy.builder().olderThan(Duration.ofDays(7)).exchanges(1, 20).build();
    assertThat(ada.compact(policy).exchanges()).isEqualTo(8);
    fixture.clock.advance(Duration.ofDays(3));
    CompactionPolicy both =
        CompactionPolicy.builder()
            .olderThan(Duration.ofDays(7))
            .keepNewest(5)
            .exchanges(1, 20)
            .build();
    assertThat(ada.compact(both).exchanges()).isEqualTo(1);
  }

  @Test
  void newestExchange_stays_alsoWhenItIsOld() {
    Agent ada = ada();
    write(ada, 3);
    fixture.clock.advance(Duration.ofDays(100));
    CompactionPolicy policy =
        CompactionPolicy.builder().olderThan(Duration.ofDays(1)).exchanges(1, 20).build();
    assertThat(ada.compact(policy).exchanges()).isEqualTo(2);
  }

  @Test
  void tokens_boundARecord() {
    Agent ada = ada();
    write(ada, 14);
    CompactionPolicy policy = CompactionPolicy.builder().keepNewest(4).tokens(100).build();
    assertThat(ada.compact(policy).records()).isGreaterThan(2);
    assertThat(records(ada)).allSatisfy(summary -> assertThat(summary.sequences()).hasSize(4));
  }

  @Test
  void records_boundACompaction() {
    Agent ada = ada();
    write(ada, 14);
    assertThat(ada.compact(fives().records(1).build()).records()).isEqualTo(1);
    assertThat(ada.compact(fives().records(1).build()).records()).isEqualTo(1);
    assertThat(ada.compact(fives().records(1).build()).records()).isZero();
  }

  @Test
  void whatTheWindowShows_isLeft_andGoesOnceItHasLeftTheWindow() {
    ScriptedChatModel small = new ScriptedChatModel(5_000).respondAlways(request -> said("Yes."));
    Agent ada = fixture.ada(small).openOrCreate();
    CompactionPolicy policy =
        CompactionPolicy.builder().keepNewest(1).exchanges(1, 5).messages(Messages.DELETE).build();
    ada.send("The first boat is called Petrel. " + "Word ".repeat(100));
    ada.send("The second boat is called Fulmar.");
    assertThat(ada.compact(policy).records()).isZero();
    for (int turn = 0; turn < 30; turn++) {
      ada.send("Something else of turn " + turn + ". " + "Word ".repeat(100));
    }
    assertThat(ada.compact(policy).removed()).isPositive();
    long first = places(ada).getFirst();
    assertThat(first).isGreaterThan(4);
    assertThat(ada.context().messages().toString())
        .contains(ada.recall().list(ada.conversation(), first, 1).getFirst().text());
    Agent again = fixture.ada(small).openOrCreate();
    again.send("And now?");
    assertThat(places(again).getFirst()).isEqualTo(first);
  }

  @Test
  void whatRecallMemoryMisses_isLeft() {
    ScriptedChatModel small = new ScriptedChatModel(5_000).respondAlways(request -> said("Yes."));
    Agent ada = fixture.ada(small).openOrCreate();
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is away"));
    for (int turn = 0; turn < 20; turn++) {
      ada.send("Something of turn " + turn + ". " + "Word ".repeat(100));
    }
    fixture.backend.failRecall(null);
    CompactionPolicy policy =
        CompactionPolicy.builder().keepNewest(1).exchanges(1, 5).messages(Messages.DELETE).build();
    assertThat(ada.compact(policy).condensed()).isZero();
    ada.send("And now?");
    assertThat(places(ada)).isEqualTo(range(1, 42));
  }

  @Test
  void whatFactsWereNotYetLookedFor_isLeft() {
    FactExtractor broken =
        (message, before, options) -> {
          throw new IllegalStateException("broken");
        };
    Agent ada = fixture.ada(model).facts(FactPolicy.by(broken)).openOrCreate();
    write(ada, 14);
    assertThat(ada.compact(fives().build()).records()).isZero();
  }

  @Test
  void model_writesTheSummary_ofWhatWasSaid() {
    model.asGenerative().say("Boats lie at berths 1 to 5.").say("Boats lie at berths 6 to 10.");
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().build());
    assertThat(records(ada))
        .extracting(SummaryRecord::text)
        .containsExactly("Boats lie at berths 1 to 5.", "Boats lie at berths 6 to 10.");
    assertThat(records(ada)).allMatch(SummaryRecord::written);
    assertThat(model.lastRequest().messages().getLast().text()).contains(asked(6));
  }

  @Test
  void modelThatFails_isReplacedByExtracts() {
    model.asGenerative().fail(new MemoryException(ErrorKind.UNAVAILABLE, "the model is away"));
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().records(1).build());
    assertThat(records(ada).getFirst().written()).isFalse();
    assertThat(records(ada).getFirst().text()).contains("Petrel");
  }

  @Test
  void archiveThatFails_losesNothing_andIsWrittenToLater() {
    Agent ada = ada();
    write(ada, 14);
    fixture.backend.failArchival(new MemoryException(ErrorKind.UNAVAILABLE, "away"));
    CompactionPolicy policy = fives().messages(Messages.DELETE).build();
    assertThatThrownBy(() -> ada.compact(policy)).hasMessageContaining("away");
    assertThat(places(ada)).isEqualTo(range(1, 28));
    fixture.backend.failArchival(null);
    assertThat(ada.compact(policy).removed()).isEqualTo(20);
    assertThat(records(ada)).hasSize(2);
  }

  @Test
  void afterTurns_oldExchangesAreCondensed() {
    Agent ada =
        fixture.ada(model).compaction(fives().messages(Messages.DELETE).build()).openOrCreate();
    write(ada, 14);
    model.say("Yes.");
    ada.send("Hello.");
    assertThat(records(ada)).hasSize(2);
    assertThat(places(ada)).isEqualTo(range(21, 30));
  }

  @Test
  void afterTurn_whatFails_costsNoTurn() {
    Agent ada = fixture.ada(model).compaction(fives().build()).openOrCreate();
    write(ada, 14);
    model.say("Yes.").say("Yes.");
    fixture.backend.failArchival(new MemoryException(ErrorKind.UNAVAILABLE, "away"));
    assertThat(ada.send("Hello.").text()).isEqualTo("Yes.");
    assertThat(records(ada)).isEmpty();
    fixture.backend.failArchival(null);
    ada.send("Hello again.");
    assertThat(records(ada)).hasSize(2);
  }

  @Test
  void deadlineThatHasPassed_endsIt() {
    Agent ada = ada();
    write(ada, 14);
    assertThatThrownBy(() -> ada.compact(fives().build(), CallOptions.within(Duration.ofNanos(1))))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DEADLINE));
    assertThat(ada.compact(fives().build()).records()).isEqualTo(2);
  }

  @Test
  void newFact_supersedesNoSummaryRecord() {
    Agent ada = fixture.ada(model).facts(FactPolicy.byRules()).openOrCreate();
    List<Message> messages = new ArrayList<>();
    for (int place = 0; place < 9; place++) {
      messages.add(Message.of(Role.USER, "I live in Berlin.", START));
    }
    ada.recall().append(ada.conversation(), messages);
    model.say("Yes.").say("Yes.");
    ada.send("Hello.");
    var unused = ada.compact(fives().messages(Messages.ARCHIVE).build());
    assertThat(records(ada)).isNotEmpty();
    fixture.clock.advance(Duration.ofDays(1));
    ada.send("I moved to Lisbon last week.");
    assertThat(ada.archival().list(Cursor.START).items())
        .filteredOn(passage -> passage.id().startsWith("s"))
        .isNotEmpty()
        .allSatisfy(passage -> assertThat(passage.validTo()).isEmpty());
  }

  @Test
  void forgottenMessage_leavesTheSummary_whereTheOthersExist() {
    for (Messages messages : List.of(Messages.KEEP, Messages.ARCHIVE)) {
      Agent ada = fixture.ada(model).name("ada-" + messages).openOrCreate();
      write(ada, 14);
      var unused = ada.compact(fives().messages(messages).build());
      forget(ada, 5);
      assertThat(everything(ada)).as("%s", messages).noneMatch(text -> text.contains("Petrel3 "));
      assertThat(records(ada)).hasSize(2);
      assertThat(records(ada).getFirst().sequences()).hasSize(9).doesNotContain(5L);
      assertThat(ada.summaryRecords().covering(ada.conversation(), 5)).isEmpty();
    }
  }

  @Test
  void forgottenMessage_takesTheSummaryAlong_whereTheOthersAreGone() {
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().messages(Messages.DELETE).build());
    forget(ada, 5);
    assertThat(everything(ada)).noneMatch(text -> text.contains("Petrel3 "));
    assertThat(records(ada)).extracting(SummaryRecord::sequences).containsExactly(range(11, 20));
    write(ada, 5);
    assertThat(ada.compact(fives().messages(Messages.DELETE).build()).records()).isEqualTo(1);
  }

  @Test
  void agentThatForgets_forgetsInItsSummaryRecordsToo() {
    for (Messages messages : List.of(Messages.KEEP, Messages.ARCHIVE)) {
      Agent ada = fixture.ada(model).name("bea-" + messages).openOrCreate();
      write(ada, 14);
      var unused = ada.compact(fives().messages(messages).build());
      String conversation = ada.conversation();
      var report = ada.forget(ForgetRequest.messages(List.of(conversation + "/5")));
      assertThat(report).isNotNull();
      assertThat(everything(ada)).as("%s", messages).noneMatch(text -> text.contains("Petrel3 "));
      assertThat(ada.summaryRecords().covering(conversation, 5)).isEmpty();
    }
  }

  @Test
  void archivedExchangeThatIsForgotten_leavesTheSummaryToo() {
    Agent ada = ada();
    write(ada, 14);
    var unused = ada.compact(fives().messages(Messages.ARCHIVE).build());
    String id = "said/" + ada.conversation() + "/5";
    var report = ada.forget(ForgetRequest.passages(List.of(id)));
    assertThat(report).isNotNull();
    assertThat(everything(ada)).noneMatch(text -> text.contains("Petrel3 "));
    assertThat(ada.archival().find(id)).isEmpty();
    assertThat(ada.summaryRecords().covering(ada.conversation(), 6)).isEmpty();
  }

  private static void forget(Agent agent, long sequence) {
    agent.recall().delete(agent.conversation(), List.of(sequence));
    var unused = agent.summaryRecords().forget(agent.conversation(), List.of(sequence));
  }

  private static List<String> everything(Agent agent) {
    Stream<String> said =
        agent.recall().list(agent.conversation(), 1, 1_000).stream().map(RecalledMessage::text);
    return Stream.concat(
            said, agent.archival().list(Cursor.START).items().stream().map(Passage::text))
        .toList();
  }

  @Test
  void messageForgottenWhileItIsSummarised_leavesNoTrace() {
    model.asGenerative();
    Agent ada = ada();
    write(ada, 14);
    model
        .respond(request -> {
          forget(ada, 1);
          return summary(request);
        })
        .respondAlways(CompactionTest::summary);
    var unused = ada.compact(fives().build());
    assertThat(records(ada)).hasSize(2);
    assertThat(records(ada).getFirst().sequences()).isEqualTo(range(2, 10));
    assertThat(everything(ada)).noneMatch(text -> text.contains("Petrel1 "));
  }

  /** What a model writes that repeats the beginning of what it is given. */
  static ChatReply summary(ChatRequest request) {
    String text = request.messages().getLast().text();
    return said(text.substring(0, Math.min(100, text.length())));
  }

  static ChatReply said(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }
}
