package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentBuilderTest {

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

  private static void assertKind(Throwable thrown, ErrorKind kind) {
    assertThat(thrown)
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void create_ofAnAgentThatExists_isAConflict() {
    fixture.ada(model).create();
    assertThatThrownBy(() -> fixture.ada(model).create())
        .satisfies(e -> assertKind(e, ErrorKind.CONFLICT))
        .hasMessage("there is an agent 'ada' already; open it instead");
  }

  @Test
  void open_ofAnUnknownAgent_namesTheNearest() {
    fixture.ada(model).create();
    assertThatThrownBy(() -> fixture.ada(model).name("adda").open())
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND))
        .hasMessage("there is no agent 'adda'. Did you mean 'ada'?");
  }

  @Test
  void open_whereThereAreNoAgents_saysSo() {
    assertThatThrownBy(() -> fixture.ada(model).open())
        .hasMessage("there is no agent 'ada'. There are no agents yet.");
  }

  @Test
  void initialBlocks_applyAtCreationOnly() {
    fixture.ada(model).persona("I am Ada.").human("Name: Sam").openOrCreate();
    Agent again = fixture.ada(model).persona("I am Eve.").human("Name: Kim").openOrCreate();
    assertThat(again.core().blocks())
        .extracting(MemoryBlock::label, MemoryBlock::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("persona", "I am Ada."),
            org.assertj.core.groups.Tuple.tuple("human", "Name: Sam"));
  }

  @Test
  void personaAndHuman_alwaysExist_withADescription() {
    Agent agent =
        fixture.ada(model).block(MemoryBlock.of("boat", "Petrel").withLimit(100)).create();
    assertThat(agent.core().blocks())
        .extracting(MemoryBlock::label)
        .containsExactly("persona", "human", "boat");
    assertThat(agent.core().block("human").orElseThrow().description()).isNotEmpty();
    assertThat(agent.core().block("boat").orElseThrow().limit()).isEqualTo(100);
  }

  @Test
  void ownerThatHadMemoryBefore_becomesAnAgentThatKeepsIt() {
    fixture.memory.core("ada").put(MemoryBlock.of("human", "Name: Sam"));
    fixture.memory.archival("ada").insert("Sam's boat is called Petrel");
    assertThat(Agents.list(fixture.memory)).isEmpty();
    Agent agent = fixture.ada(model).openOrCreate();
    assertThat(agent.core().block("human").orElseThrow().value()).isEqualTo("Name: Sam");
    assertThat(agent.archival().count()).isEqualTo(1);
  }

  @Test
  void zone_isKeptFromCreationOn() {
    fixture.ada(model).create();
    assertThat(fixture.ada(model).zone(ZoneId.of("UTC")).open().zone()).isEqualTo(Fixture.BERGEN);
  }

  private static String systemMessage(ScriptedChatModel asked) {
    return asked.lastRequest().messages().getFirst().text();
  }

  @Test
  void system_replacesTheInstructions_andIsKept() {
    model.say("Hello.").say("Hello.");
    fixture.ada(model).system("You are a lighthouse.\n").human("Name: Sam").create().send("Hi");
    assertThat(systemMessage(model))
        .startsWith("You are a lighthouse.\n\nIt is ")
        .contains("messages lie in recall memory", "passages lie in archival memory", "Name: Sam")
        .doesNotContain("core_memory_append");
    fixture.ada(model).system("You are a buoy.").openOrCreate().send("Hi");
    assertThat(systemMessage(model)).startsWith("You are a lighthouse.\n\nIt is ");
  }

  @Test
  void system_notGiven_isOurs() {
    fixture.ada(model.say("Hello.")).create().send("Hi");
    assertThat(systemMessage(model)).contains("core_memory_append", "of the type login");
  }

  @Test
  void system_thatCannotBe_isRefused() {
    AgentBuilder builder = fixture.ada(model);
    assertThatThrownBy(() -> builder.system(" \n"))
        .satisfies(e -> assertKind(e, ErrorKind.INVALID))
        .hasMessage("the system text is blank; say what the agent is to do");
    assertThatThrownBy(() -> builder.system("a\0b"))
        .satisfies(e -> assertKind(e, ErrorKind.INVALID));
    assertThatThrownBy(() -> builder.system("x".repeat(AgentBuilder.SYSTEM_BYTES + 1)))
        .satisfies(e -> assertKind(e, ErrorKind.LIMIT))
        .hasMessageContaining("system text");
  }

  @Test
  void system_thatFillsTheWindow_isRefusedAtCreation() {
    String text = "word ".repeat(6_000);
    assertThatThrownBy(() -> fixture.ada(model).system(text).create())
        .satisfies(e -> assertKind(e, ErrorKind.LIMIT))
        .hasMessageContaining("Shorten the system text or the blocks");
    assertThat(Agents.list(fixture.memory)).isEmpty();
  }

  @Test
  void system_thatFillsTheWindowOfAnotherModel_isRefusedBeforeThatIsAsked() {
    fixture.ada(new ScriptedChatModel(32_000)).system("word ".repeat(6_000)).create();
    Agent agent = fixture.ada(model).open();
    assertThatThrownBy(() -> agent.send("Hi"))
        .satisfies(e -> assertKind(e, ErrorKind.LIMIT))
        .hasMessageContaining("a model with a larger window");
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void summaries_showTheLastUsedFirst() {
    model.say("Hello.");
    fixture.ada(model).name("eve").create();
    fixture.clock.advance(java.time.Duration.ofHours(1));
    fixture.ada(model).create();
    fixture.clock.advance(java.time.Duration.ofHours(1));
    fixture.ada(model).name("eve").open().send("Hi");
    List<AgentSummary> agents = Agents.summaries(fixture.memory);
    assertThat(agents).extracting(AgentSummary::name).containsExactly("eve", "ada");
    assertThat(agents).extracting(AgentSummary::messages).containsExactly(2L, 0L);
    assertThat(agents.getFirst().lastUsedAt()).isAfter(agents.getLast().lastUsedAt());
    assertThat(agents.getLast().lastUsedAt()).isEqualTo(agents.getLast().createdAt());
    assertThat(Agents.exists(fixture.memory, "eve")).isTrue();
    assertThat(Agents.exists(fixture.memory, "adda")).isFalse();
  }

  @Test
  void tenants_haveAgentsOfTheirOwn() {
    fixture.ada(model).tenant("acme").human("Name: Kim").create();
    assertThat(Agents.list(fixture.memory)).isEmpty();
    assertThat(Agents.list(fixture.memory.tenant("acme")))
        .extracting(Owner::name)
        .containsExactly("ada");
  }

  @Test
  void delete_removesTheAgentAndAllItRemembers() {
    model.say("Hello.").say("Hello.");
    fixture.ada(model).create().send("Hi");
    Agents.delete(fixture.memory, "ada");
    assertThat(Agents.list(fixture.memory)).isEmpty();
    assertThatThrownBy(() -> Agents.delete(fixture.memory, "ada"))
        .satisfies(e -> assertKind(e, ErrorKind.NOT_FOUND));
    Agent reborn = fixture.ada(model).create();
    reborn.send("Hi");
    assertThat(reborn.recall().count()).isEqualTo(2);
    assertThat(model.lastRequest().messages()).hasSize(2);
  }

  @Test
  void close_leavesMemoryAndModelOpen_andRefusesMessages() {
    Agent agent = fixture.ada(model).create();
    agent.close();
    agent.close();
    assertThat(model.closed()).isFalse();
    assertThat(fixture.memory.recall("ada").count()).isZero();
    assertThatThrownBy(() -> agent.send("Hi")).hasMessage("agent 'ada' is closed; open it again");
  }

  record City(@Describe("City, for example Bergen") String city) {}

  @Test
  void tool_withTheNameOfAMemoryTool_isRefused() {
    assertThatThrownBy(
            () -> fixture.ada(model).tool("conversation_search", "Search", City.class, City::city))
        .hasMessageContaining("there is already a tool named 'conversation_search'");
  }

  @Test
  void tool_ofARecordAndALambda_isOfferedAndCalled() {
    model.call("weather", "{\"city\":\"Bergen\"}").say("It rains.");
    Turn turn =
        fixture
            .ada(model)
            .tool("weather", "Current weather of a city", City.class, w -> "rain in " + w.city())
            .create()
            .send("How is the weather in Bergen?");
    assertThat(turn.toolRuns())
        .containsExactly(
            new Turn.ToolRun("weather", "{\"city\":\"Bergen\"}", false, "rain in Bergen"));
    assertThat(model.lastRequest().tools().getLast().parameters())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":"
                + "\"City, for example Bergen\"}},\"required\":[\"city\"],"
                + "\"additionalProperties\":false}");
  }

  @Test
  void limits_areChecked() {
    assertThatThrownBy(() -> fixture.ada(model).stepLimit(0))
        .hasMessage("step limit is 0; it must be at least 1");
    assertThatThrownBy(() -> fixture.ada(model).turnTimeout(java.time.Duration.ZERO))
        .hasMessageContaining("turn timeout");
  }

  @Test
  void badNames_areRefusedBeforeAnythingIsMade() {
    for (String bad : List.of("", " ", "a\0b")) {
      assertThatThrownBy(() -> fixture.ada(model).name(bad).openOrCreate())
          .satisfies(e -> assertKind(e, ErrorKind.INVALID));
    }
    assertThat(Agents.list(fixture.memory)).isEmpty();
  }
}
