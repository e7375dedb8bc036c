package dev.recollect.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.Describe;
import dev.recollect.agent.ToolMethod;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.tool.ApprovalRequest;
import dev.recollect.agent.tool.ToolApproval;
import dev.recollect.agent.tool.ToolPolicy;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of every form: the samples of docs/tools.md. */
class ToolsTest {

  // tag::record[]
  record Berth(
      @Describe("Harbour, for example Bergen") String harbour,
      @Describe("First night") LocalDate from,
      Optional<Integer> nights) {}

  static AgentBuilder withRecord(AgentBuilder agent) {
    return agent.tool(
        "free_berths",
        "Free berths of a harbour",
        Berth.class,
        berth -> Map.of("harbour", berth.harbour(), "free", List.of(7, 12)));
  }

  // end::record[]

  // tag::methods[]
  static class Harbour {
    private final Map<String, String> bookings = new HashMap<>();

    @ToolMethod(value = "Books a berth", idempotent = true)
    public String bookBerth(
        @Describe("Number of the berth") int berth,
        @Describe("Name of the boat") String boat,
        ToolInvocation call) {
      bookings.putIfAbsent(call.key(), boat + " at " + berth);
      return "booked: " + bookings.get(call.key());
    }
  }

  static AgentBuilder withMethods(AgentBuilder agent) {
    return agent.tools(new Harbour());
  }

  // end::methods[]

  // tag::schema[]
  static AgentBuilder withSchema(AgentBuilder agent) {
    ToolSpec spec =
        new ToolSpec(
            "tide",
            "Height of the tide in metres",
            """
            {"type":"object","properties":{
              "harbour":{"type":"string","minLength":1},
              "at":{"type":"string","format":"date-time"}},
             "required":["harbour","at"],"additionalProperties":false}\
            """);
    return agent.tool(spec, arguments -> "1.4 m in " + arguments.get("harbour"));
  }

  // end::schema[]

  // tag::policy[]
  static AgentBuilder withPolicy(AgentBuilder agent, ToolApproval desk) {
    return agent
        .toolPolicy(ToolPolicy.builder().timeout(Duration.ofSeconds(20)).build())
        .toolPolicy(
            "book_berth",
            ToolPolicy.builder()
                .timeout(Duration.ofSeconds(5))
                .concurrency(2)
                .approval(true)
                .build())
        .approval(desk)
        .allowTools("book_berth", "archival_memory_search");
  }

  // end::policy[]

  // tag::approval[]
  static ToolApproval.Decision harbourMaster(ApprovalRequest request) {
    return request.arguments().contains("Flying Dutchman")
        ? ToolApproval.Decision.deny("that boat is not welcome")
        : ToolApproval.Decision.approve();
  }

  // end::approval[]

  // tag::files[]
  static AgentBuilder withFiles(AgentBuilder agent, Path log) {
    return agent.fileTools(log);
  }

  static AgentBuilder withManuals(AgentBuilder agent, Path manuals) {
    return agent.readOnlyFileTools(manuals);
  }

  // end::files[]

  @TempDir Path folder;
  private Recollect memory;
  private final ScriptedChatModel model = new ScriptedChatModel();

  @BeforeEach
  void open() {
    memory = Recollect.builder().home(folder.resolve("home")).environment(Map.of()).open();
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private String result(AgentBuilder builder, String tool, String arguments) {
    model.call(tool, arguments).say("Done.");
    try (Agent agent = builder.create()) {
      Turn turn = agent.send("Go on.");
      return turn.toolRuns().getFirst().result();
    }
  }

  private AgentBuilder agent() {
    return Agent.builder(memory, model);
  }

  @Test
  void recordTool_answersWithJson() {
    assertThat(
            result(
                withRecord(agent()),
                "free_berths",
                "{\"harbour\":\"Bergen\",\"from\":\"2026-06-01\",\"nights\":\"2\"}"))
        .contains("\"harbour\":\"Bergen\"", "\"free\":[7,12]");
  }

  @Test
  void wrongArguments_areExplained() {
    assertThat(
            result(withRecord(agent()), "free_berths", "{\"harbor\":\"Bergen\",\"from\":\"June\"}"))
        .startsWith(
            "Error calling function free_berths: 3 faults: (1) there is no 'harbor'. Did you mean"
                + " 'harbour'? (2) 'from' is \"June\"; it must be a day as YYYY-MM-DD, such as"
                + " 2026-01-31. (3) 'harbour' is missing; it must be a text in quotes.");
  }

  @Test
  void methodTool_isCalled() {
    assertThat(result(withMethods(agent()), "book_berth", "{\"berth\":7,\"boat\":\"Petrel\"}"))
        .isEqualTo("booked: Petrel at 7");
  }

  @Test
  void schemaTool_isCalled() {
    assertThat(
            result(
                withSchema(agent()),
                "tide",
                "{\"harbour\":\"Bergen\",\"at\":\"2026-06-01T12:00:00Z\"}"))
        .isEqualTo("1.4 m in Bergen");
  }

  @Test
  void deniedCall_isNotRun() {
    assertThat(
            result(
                withPolicy(withMethods(agent()), ToolsTest::harbourMaster),
                "book_berth",
                "{\"berth\":7,\"boat\":\"Flying Dutchman\"}"))
        .isEqualTo("The call was not approved and not run: that boat is not welcome");
  }

  @Test
  void files_areReadBelowTheirFolder() throws Exception {
    Path manuals = Files.createDirectories(folder.resolve("manuals"));
    Files.writeString(manuals.resolve("engine.md"), "Oil every 200 hours.\n");
    assertThat(
            result(
                withManuals(agent(), manuals),
                "read_from_text_file",
                "{\"filename\":\"engine.md\"}"))
        .isEqualTo("Oil every 200 hours.\n[lines 1 to 1 of 1]");
    assertThat(
            result(
                withFiles(agent(), manuals).name("bo"),
                "read_from_text_file",
                "{\"filename\":\"../home/secret\"}"))
        .contains("goes up with '..', which is not allowed");
  }
}
