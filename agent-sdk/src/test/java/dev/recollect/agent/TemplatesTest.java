package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.template.TemplateBlock;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tool.ToolSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are made of templates. */
class TemplatesTest {

  private static final AgentTemplate HARBOUR =
      AgentTemplate.builder("harbour")
          .system("You are the harbour master.")
          .persona("I am Anne.")
          .block(new TemplateBlock("berths", "12: Petrel", "Who lies where.", 300, true))
          .tools(List.of("archival_memory_search", "core_memory_append"))
          .model("openai:gpt-5-mini")
          .build();

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

  record City(String city) {}

  private List<String> offered() {
    return model.lastRequest().tools().stream().map(ToolSpec::name).toList();
  }

  private String system() {
    return model.lastRequest().messages().getFirst().text();
  }

  @Test
  void template_makesTheAgent() {
    model.say("Hello.");
    Agent agent = fixture.ada(model).template(HARBOUR).create();
    agent.send("Hi");

    assertThat(system()).startsWith("You are the harbour master.");
    assertThat(offered()).containsExactly("core_memory_append", "archival_memory_search");
    assertThat(agent.core().blocks())
        .extracting(MemoryBlock::label, MemoryBlock::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("persona", "I am Anne."),
            org.assertj.core.groups.Tuple.tuple("human", ""),
            org.assertj.core.groups.Tuple.tuple("berths", "12: Petrel"));
    MemoryBlock berths = agent.core().block("berths").orElseThrow();
    assertThat(berths.limit()).isEqualTo(300);
    assertThat(berths.readOnly()).isTrue();
    MemoryBlock persona = agent.core().block("persona").orElseThrow();
    assertThat(persona.description()).isNotEmpty();
    assertThat(persona.limit()).isEqualTo(fixture.memory.tenant("default").blockLimit());
  }

  @Test
  void template_appliesAtCreationOnly_andIsKept() {
    model.say("Hello.").say("Hello.");
    fixture.ada(model).template(HARBOUR).create().close();

    fixture.ada(model).open().send("Hi");
    assertThat(system()).startsWith("You are the harbour master.");
    assertThat(offered()).hasSize(2);

    AgentTemplate other = AgentTemplate.builder("other").system("You are a buoy.").build();
    fixture.ada(model).template(other).openOrCreate().send("Hi");
    assertThat(system()).startsWith("You are the harbour master.");
    assertThat(offered()).hasSize(2);
  }

  @Test
  void setters_afterTheTemplate_areStronger_andThoseBeforeItAreWeaker() {
    model.say("Hello.");
    Agent agent =
        fixture
            .ada(model)
            .persona("I am Bea.")
            .human("Name: Kim")
            .template(HARBOUR)
            .system("You are a buoy.")
            .block(MemoryBlock.of("berths", "13: free").withLimit(50))
            .create();
    agent.send("Hi");

    assertThat(system()).startsWith("You are a buoy.");
    assertThat(agent.core().block("persona").orElseThrow().value()).isEqualTo("I am Anne.");
    assertThat(agent.core().block("human").orElseThrow().value()).isEqualTo("Name: Kim");
    assertThat(agent.core().block("berths").orElseThrow().value()).isEqualTo("13: free");
  }

  @Test
  void persona_afterABlockOfTheTemplate_keepsTheRestOfTheBlock() {
    AgentTemplate template =
        AgentTemplate.builder("t")
            .block(new TemplateBlock("persona", "I am Anne.", "Who I am.", 77, true))
            .build();
    MemoryBlock persona =
        fixture
            .ada(model)
            .template(template)
            .persona("I am Bea.")
            .create()
            .core()
            .block("persona")
            .orElseThrow();
    assertThat(persona.withVersion(0))
        .isEqualTo(new MemoryBlock("persona", "I am Bea.", "Who I am.", 77, true, 0));
  }

  @Test
  void twoTemplates_theLaterIsStrongerInWhatItSays() {
    Agent agent =
        fixture
            .ada(model)
            .template(HARBOUR)
            .template(AgentTemplate.builder("late").persona("I am Bea.").build())
            .create();
    assertThat(agent.core().block("persona").orElseThrow().value()).isEqualTo("I am Bea.");
    assertThat(agent.core().block("berths")).isPresent();
    assertThat(Agents.template(fixture.memory, "ada").tools()).isPresent();
  }

  @Test
  void tools_notAllowed_areNotThereForTheModel() {
    model.call("archival_memory_insert", "{\"content\":\"x\"}").say("Sorry.");
    Agent agent =
        fixture
            .ada(model)
            .template(HARBOUR)
            .tool("weather", "Weather", City.class, City::city)
            .create();
    assertThat(agent.send("Hi").toolRuns().getFirst().result())
        .startsWith("No function named archival_memory_insert.")
        .endsWith("There are: core_memory_append, archival_memory_search");
    assertThat(agent.archival().count()).isZero();
  }

  @Test
  void tools_withThoseOfTheApplication() {
    model.say("Hello.");
    AgentTemplate template = AgentTemplate.builder("t").tools(List.of("weather")).build();
    fixture
        .ada(model)
        .template(template)
        .tool("weather", "Weather", City.class, City::city)
        .create()
        .send("Hi");
    assertThat(offered()).containsExactly("read_more", "weather");
  }

  @Test
  void tools_thatThereAreNot_areRefusedAtCreation_andNothingIsMade() {
    AgentTemplate template =
        AgentTemplate.builder("t").tools(List.of("archival_memory_serach")).build();
    assertThatThrownBy(() -> fixture.ada(model).template(template).create())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessageContaining("Did you mean 'archival_memory_search'?");
    assertThat(Agents.list(fixture.memory)).isEmpty();
  }

  @Test
  void tools_inProfileMemgpt_neverTakeItsVoice() {
    model.call("send_message", "{\"message\":\"Hello.\"}");
    AgentTemplate template =
        AgentTemplate.builder("t")
            .profile(AgentProfile.MEMGPT)
            .tools(List.of("conversation_search"))
            .build();
    assertThat(fixture.ada(model).template(template).create().send("Hi").text())
        .isEqualTo("Hello.");
    assertThat(offered())
        .containsExactly("send_message", "pause_heartbeats", "conversation_search");
  }

  @Test
  void memgptPresets_haveTheEightTools_andTheDocumentsOneItsOwnText() {
    model
        .call("send_message", "{\"message\":\"Hello.\"}")
        .call("send_message", "{\"message\":\"Hello.\"}");
    fixture
        .ada(model)
        .template(AgentTemplate.find("memgpt_chat").orElseThrow())
        .create()
        .send("Hi");
    assertThat(offered()).hasSize(8);
    assertThat(system()).contains("My name is Wren").doesNotContain("answers questions from");
    fixture
        .ada(model)
        .name("page")
        .template(AgentTemplate.find("memgpt_doc").orElseThrow())
        .create()
        .send("Hi");
    assertThat(offered()).hasSize(8);
    assertThat(system())
        .startsWith("You are an agent that answers questions from documents.")
        .contains("My name is Page", "### Memory [last modified:");
  }

  @Test
  void innerThoughts_ofTheTemplate_areKept_andTheObjectMayDepart() {
    model
        .call("send_message", "{\"message\":\"Hello.\"}")
        .call("send_message", "{\"message\":\"Hello.\"}");
    AgentTemplate template =
        AgentTemplate.builder("t")
            .profile(AgentProfile.MEMGPT)
            .innerThoughts(InnerThoughts.ARGUMENT)
            .build();
    fixture.ada(model).template(template).create().close();
    fixture.ada(model).open().send("Hi");
    assertThat(model.lastRequest().tools().getFirst().parameters()).contains("inner_thoughts");
    fixture.ada(model).innerThoughts(InnerThoughts.CONTENT).open().send("Hi");
    assertThat(model.lastRequest().tools().getFirst().parameters())
        .doesNotContain("inner_thoughts");
  }

  @Test
  void templateOfAnAgent_makesAnotherOfItsKind() {
    model.call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}").say("Ok");
    fixture.ada(model).template(HARBOUR).create().send("My boat is called Petrel.");

    AgentTemplate exported = Agents.template(fixture.memory, "ada");
    assertThat(exported.name()).isEqualTo("ada");
    assertThat(exported.model()).contains("openai:gpt-5-mini");
    assertThat(exported.profile()).contains(AgentProfile.NATIVE);
    AgentTemplate read = AgentTemplate.parse(exported.toYaml(), "file");
    fixture.ada(model).name("eve").template(read).create();

    assertThat(Agents.template(fixture.memory, "eve"))
        .usingRecursiveComparison()
        .ignoringFields("name")
        .isEqualTo(exported);
    assertThat(fixture.memory.core("eve").block("human").orElseThrow().value())
        .isEqualTo("Boat: Petrel");
    assertThatThrownBy(() -> Agents.template(fixture.memory, "adda"))
        .hasMessage("there is no agent 'adda'. Did you mean 'ada'?");
  }

  @Test
  void blockLongerThanTheConfiguredLimit_isRefused_andNothingIsMade() {
    AgentTemplate template = AgentTemplate.builder("t").persona("x".repeat(50_000)).build();
    assertThatThrownBy(() -> fixture.ada(model).template(template).create())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
        .hasMessageContaining("block 'persona' would have 50000 characters");
    assertThat(Agents.list(fixture.memory)).isEmpty();
  }
}
