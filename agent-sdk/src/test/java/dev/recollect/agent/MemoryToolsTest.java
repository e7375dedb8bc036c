package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tool.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The six memory tools as a model meets them. */
class MemoryToolsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Fixture fixture;
  private Agent agent;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
    agent = fixture.ada(model).human("Name: Sam").create();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /**
   * Calls tools one after the other in one turn; an even argument is a name, an odd one arguments.
   */
  private Turn call(String... namesAndArguments) {
    for (int index = 0; index < namesAndArguments.length; index += 2) {
      model.call(namesAndArguments[index], namesAndArguments[index + 1]);
    }
    model.say("Done.");
    return agent.send("Go on.");
  }

  private static String result(Turn turn) {
    return turn.toolRuns().getLast().result();
  }

  private static void assertFailed(Turn turn, String... words) {
    assertThat(turn.toolRuns().getLast().failed()).isTrue();
    assertThat(result(turn)).contains(words);
  }

  private void say(String text, Instant at, Role role) {
    agent.recall().append("elsewhere", List.of(Message.of(role, text, at)));
  }

  private static String golden(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(MemoryToolsTest.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void schemas_areThoseOfTheGoldenFile() throws IOException {
    call();
    String actual =
        model.lastRequest().tools().stream()
            .map(MemoryToolsTest::shown)
            .collect(Collectors.joining("\n"));
    assertThat(actual + "\n").isEqualTo(golden("memory-tools.golden"));
  }

  private static String shown(ToolSpec spec) {
    return spec.name() + "\n  " + spec.description() + "\n  " + spec.parameters();
  }

  @Test
  void resultMessages_areThoseOfTheGoldenFile() throws IOException {
    say("My boat is called Petrel", Instant.parse("2025-06-01T10:00:00Z"), Role.USER);
    agent
        .archival()
        .insert(
            List.of(
                NewPassage.of("Sam's boat is called Petrel")
                    .withOccurredAt(Instant.parse("2025-12-01T10:00:00Z"))));
    call(
        "core_memory_append",
        "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}",
        "core_memory_replace",
        "{\"name\":\"human\",\"old_content\":\"Kim\",\"new_content\":\"Sam\"}",
        "conversation_search",
        "{\"query\":\"boat\"}",
        "conversation_search_date",
        "{\"start_date\":\"2025-06-01\",\"end_date\":\"2025-06-01\",\"page\":null}",
        "archival_memory_insert",
        "{\"content\":\"The harbour is in Bergen\"}",
        "archival_memory_search",
        "{\"query\":\"Petrel\"}",
        "archival_memory_search",
        "{\"query\":\"boat called Petrel\",\"page\":1}");
    String actual =
        model.lastRequest().messages().stream()
            .filter(message -> message.role() == Role.TOOL)
            .map(Message::text)
            .collect(Collectors.joining("\n"));
    assertThat(actual + "\n").isEqualTo(golden("memory-results.golden"));
  }

  @Test
  void pages_tellTheTrueTotal_andContinueTheSameRanking() throws IOException {
    for (int index = 0; index < 12; index++) {
      agent.archival().insert("boat number " + index);
    }
    Turn turn =
        call(
            "archival_memory_search", "{\"query\":\"boat\"}",
            "archival_memory_search", "{\"query\":\"boat\",\"page\":1}",
            "archival_memory_search", "{\"query\":\"boat\",\"page\":2}",
            "archival_memory_search", "{\"query\":\"boat\",\"page\":3}");
    List<String> shown = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      String text = turn.toolRuns().get(page).result();
      assertThat(text)
          .startsWith("Showing " + (page < 2 ? 5 : 2) + " of 12 results (page " + page + "/2): [");
      JSON.readTree(text.substring(text.indexOf('['))).forEach(node -> shown.add(node.asText()));
    }
    assertThat(shown).hasSize(12).doesNotHaveDuplicates();
    assertThat(result(turn)).isEqualTo("No results on page 3: there are 12, the last page is 2.");
  }

  @Test
  void firstPage_findsWhatWasFiledSinceTheSameSearch() {
    Turn turn =
        call(
            "archival_memory_search", "{\"query\":\"boat\"}",
            "archival_memory_insert", "{\"content\":\"The boat is called Petrel\"}",
            "archival_memory_search", "{\"query\":\"boat\"}");
    assertThat(turn.toolRuns().getFirst().result()).isEqualTo("No results found.");
    assertThat(result(turn)).contains("Showing 1 of 1 results (page 0/0)").contains("Petrel");
  }

  @Test
  void whatTheAgentSaid_isSearchable() {
    model.say("I recommend the lighthouse at Fedje.");
    agent.send("Where shall we sail?");
    assertThat(result(call("conversation_search", "{\"query\":\"lighthouse\"}")))
        .contains("assistant - I recommend the lighthouse at Fedje.");
  }

  @Test
  void messageOfTheTurnUnderWay_isNotFoundByItsOwnSearch() {
    model.call("conversation_search", "{\"query\":\"walrus\"}").say("No.");
    assertThat(result(agent.send("Have I ever mentioned a walrus?")))
        .isEqualTo("No results found.");
  }

  @Test
  void references_carryTheWholeTextAndItsEvidence() {
    say("My boat is called Petrel", Instant.parse("2025-06-01T10:00:00Z"), Role.USER);
    Turn turn = call("conversation_search", "{\"query\":\"boat\"}");
    Reference reference = turn.references().getFirst();
    assertThat(reference.tier()).isEqualTo(Reference.Tier.RECALL);
    assertThat(reference.id()).isEqualTo("elsewhere/1");
    assertThat(reference.speaker()).isEqualTo("user");
    assertThat(reference.text()).isEqualTo("My boat is called Petrel");
    assertThat(reference.evidence().coverage()).isGreaterThan(0.5);
    assertThat(model.lastRequest().messages().getLast().references()).containsExactly(reference);
  }

  @Test
  void dates_areWholeDaysInTheAgentsZone_bothIncluded() {
    say("before", Instant.parse("2025-06-01T21:59:59Z"), Role.USER);
    say("first", Instant.parse("2025-06-01T22:00:00Z"), Role.USER);
    say("last", Instant.parse("2025-06-03T21:59:59Z"), Role.ASSISTANT);
    say("after", Instant.parse("2025-06-03T22:00:00Z"), Role.USER);
    String text =
        result(
            call(
                "conversation_search_date",
                "{\"start_date\":\"2025-06-02\",\"end_date\":\"2025-06-03\"}"));
    assertThat(text)
        .isEqualTo(
            "Showing 2 of 2 results (page 0/0): "
                + "[\"timestamp: 2025-06-02 12:00:00 AM CEST+0200, user - first\","
                + "\"timestamp: 2025-06-03 11:59:59 PM CEST+0200, assistant - last\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01.06.2025", "yesterday", "2025-02-30", "", "2025-06-01T00:00:00Z"})
  void malformedDate_teachesTheFormat(String date) {
    assertFailed(
        call(
            "conversation_search_date",
            "{\"start_date\":\"" + date + "\",\"end_date\":\"2025-06-03\"}"),
        "argument 'start_date' is '" + date + "'; it must be a day as YYYY-MM-DD");
  }

  @Test
  void datesInTheWrongOrder_areExplained() {
    assertFailed(
        call(
            "conversation_search_date",
            "{\"start_date\":\"2025-06-04\",\"end_date\":\"2025-06-03\"}"),
        "start_date 2025-06-04 lies after end_date 2025-06-03; swap them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"none\"", "\"None\"", "0", "\"0\"", "\"\""})
  void page_mayBeSpelledLikeModelsDo(String page) {
    Turn turn = call("archival_memory_search", "{\"query\":\"boat\",\"page\":" + page + "}");
    assertThat(result(turn)).isEqualTo("No results found.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"first\"", "1.5", "true"})
  void page_thatIsNoNumber_isExplained(String page) {
    assertFailed(
        call("archival_memory_search", "{\"query\":\"boat\",\"page\":" + page + "}"),
        "it must be a whole number from 0");
  }

  @Test
  void page_farBehindTheEnd_isAnswered() {
    agent.archival().insert("boat");
    assertThat(
            result(
                call(
                    "archival_memory_search",
                    "{\"query\":\"boat\",\"page\":99999999999999999999}")))
        .contains("whole number from 0");
    assertThat(result(call("archival_memory_search", "{\"query\":\"boat\",\"page\":2147483647}")))
        .contains("the last page is 0");
  }

  @Test
  void replaceOfATextThatIsAbsent_isAFailure_andChangesNothing() {
    assertFailed(
        call(
            "core_memory_replace",
            "{\"name\":\"human\",\"old_content\":\"Kim\",\"new_content\":\"Lee\"}"),
        "does not occur in block 'human'",
        "Name: Sam");
    assertThat(agent.core().block("human").orElseThrow().value()).isEqualTo("Name: Sam");
  }

  @Test
  void appendBeyondTheLimit_saysUsedAndAllowed() {
    agent.core().put(MemoryBlock.of("notes", "").withLimit(10));
    assertFailed(
        call("core_memory_append", "{\"name\":\"notes\",\"content\":\"far more than ten\"}"),
        "would have 17 characters and may have 10");
  }

  @Test
  void unknownBlock_isAFailureThatNamesThoseThereAre() {
    assertFailed(
        call("core_memory_append", "{\"name\":\"humans\",\"content\":\"x\"}"), "persona", "human");
  }

  @Test
  void readOnlyBlock_isLeftAsItIs() {
    agent.core().put(MemoryBlock.of("rules", "Be kind.").withReadOnly(true));
    assertFailed(call("core_memory_append", "{\"name\":\"rules\",\"content\":\"x\"}"), "read-only");
    assertThat(agent.core().block("rules").orElseThrow().value()).isEqualTo("Be kind.");
  }

  @Test
  void missingArgument_isExplainedWithTheSchema() {
    assertFailed(
        call("conversation_search", "{\"text\":\"boat\"}"),
        "argument 'query' is missing",
        "Its arguments are: {\"type\":\"object\"");
  }

  @Test
  void longHit_isShownInPart_withItsSize() throws IOException {
    String text = "boat ".repeat(2_000).strip();
    agent.archival().insert(text);
    Turn turn = call("archival_memory_search", "{\"query\":\"boat\"}");
    assertThat(result(turn)).contains("[cut: the first 2000 of 9999 characters]");
    assertThat(turn.references().getFirst().text()).isEqualTo(text);
  }

  @Test
  void longResultOfAToolOfTheApplication_isShownInPartsWithTheCallThatReadsOn() {
    Agent other =
        fixture
            .ada(model)
            .name("bo")
            .tool("dump", "Dumps", Empty.class, e -> "x".repeat(20_000))
            .create();
    model.call("dump", "{}").say("Much.");
    Turn turn = other.send("Dump.");
    String text = turn.toolRuns().getFirst().result();
    assertThat(text)
        .startsWith("Showing characters 0 to ")
        .contains(" of 20000 of result r1-0; to read on, call read_more with {\"result\":\"r1-0\"");
    assertThat(model.countTokens(text)).isBetween(1_000, 2_000);
  }

  record Empty() {}

  @Test
  void timeOfAResult_isNow_inTheAgentsZone() throws IOException {
    fixture.clock.advance(Duration.ofHours(10));
    call("archival_memory_search", "{\"query\":\"boat\"}");
    JsonNode content = JSON.readTree(model.lastRequest().messages().getLast().text());
    assertThat(content.path("time").asText()).isEqualTo("2026-01-01 11:00:00 AM CET+0100");
  }
}
