package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.tool.ToolApproval;
import dev.recollect.agent.tool.ToolPolicy;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsOfAnAgentTest {

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

  record Nothing() {}

  /** Tools as methods. */
  public static final class Boats {
    @ToolMethod("Berth of a boat")
    public String berthOf(@Describe("Name of the boat") String boat, ToolInvocation invocation) {
      return boat + " lies at 7, says " + invocation.key().replaceFirst(".*?/", "");
    }
  }

  private static String result(Turn turn) {
    return turn.toolRuns().getFirst().result();
  }

  @Test
  void everyFormOfATool_isCalled_andKnowsTheKeyOfItsCall() {
    String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";
    Agent agent =
        fixture
            .ada(model)
            .tool("keyed", "K", Nothing.class, (nothing, call) -> key(call))
            .tool(
                new ToolSpec("mapped", "M", schema),
                (arguments, call) -> arguments.get("n") + " " + key(call))
            .tools(new Boats())
            .create();
    model
        .call("keyed", "{}")
        .call("mapped", "{\"n\":\"5\"}")
        .call("berth_of", "{\"boat\":\"Petrel\"}")
        .say("Done.");
    assertThat(agent.send("Go").toolRuns())
        .extracting(Turn.ToolRun::result)
        .containsExactly("1/1/0", "5 1/2/0", "Petrel lies at 7, says 1/3/0");
  }

  private static String key(ToolInvocation call) {
    return call.key().replaceFirst(".*?/", "");
  }

  @Test
  void longResult_isReadOnWithReadMore_andOnlyInItsTurn() {
    String text = "All work and no play makes Jack a dull boy. ".repeat(2_000);
    Agent agent =
        fixture
            .ada(model)
            .tool("novel", "A novel", Nothing.class, nothing -> text)
            .toolPolicy("novel", ToolPolicy.builder().resultTokens(500).build())
            .create();
    StringBuilder read = new StringBuilder();
    model.call("novel", "{}");
    Pattern more = Pattern.compile("read_more with (\\{[^}]*\\}):");
    model.respond(request -> {
      String shown = request.messages().getLast().text().replace("\\\"", "\"");
      Matcher next = more.matcher(shown);
      assertThat(next.find()).as(shown).isTrue();
      read.append(next.group(1));
      return new ChatReply(
          "",
          List.of(new ToolCall("c2", "read_more", next.group(1))),
          ChatReply.Finish.COMPLETE,
          Usage.NONE);
    });
    model.say("A long novel.").call("read_more", "{\"result\":\"r1-0\",\"from\":0}").say("Gone.");
    Turn turn = agent.send("Read it.");
    assertThat(turn.toolRuns()).hasSize(2);
    assertThat(turn.toolRuns().get(0).result())
        .startsWith("Showing characters 0 to ")
        .contains("of 88000 of result r1-0; to read on, call read_more with");
    String from = read.toString().replaceAll("\\D+(1-0\\D+)?", "");
    assertThat(turn.toolRuns().get(1).result()).startsWith("Showing characters " + from + " to ");
    assertThat(result(agent.send("And again?"))).contains("no result 'r1-0' is kept");
  }

  @Test
  void readMore_isOfferedBesideToolsOfTheApplicationAlone_andCostsNoCommit() {
    model.say("Hello.").call("read_more", "{\"result\":\"r1-0\",\"from\":0}").say("Hello.");
    fixture.ada(model).openOrCreate().send("Hi");
    assertThat(model.lastRequest().tools()).hasSize(6);
    Agent agent = fixture.ada(model).tool("x", "X", Nothing.class, nothing -> "x").openOrCreate();
    fixture.backend.watch();
    agent.send("Hi");
    assertThat(model.lastRequest().tools())
        .extracting(ToolSpec::name)
        .endsWith("archival_memory_search", "read_more", "x");
    assertThat(fixture.backend.writes()).containsExactly("commit", "commit", "upsert recall_1");
  }

  @Test
  void toolThatNeedsApproval_isAskedAbout_andTheReasonIsTold() {
    List<String> asked = new ArrayList<>();
    List<String> ran = new ArrayList<>();
    Agent agent =
        fixture
            .ada(model)
            .tool("sell_boat", "Sells it", Nothing.class, nothing -> ran.add("sold"))
            .toolPolicy("sell_boat", ToolPolicy.builder().approval(true).build())
            .approval(request -> {
              asked.add(request.agent() + " " + request.tool());
              return ToolApproval.Decision.deny("Sam wants to keep it");
            })
            .create();
    model.call("sell_boat", "{}").say("I did not sell it.");
    Turn turn = agent.send("Sell the boat");
    assertThat(turn.toolRuns().getFirst().failed()).isTrue();
    assertThat(result(turn))
        .isEqualTo("The call was not approved and not run: Sam wants to keep it");
    assertThat(asked).containsExactly("ada sell_boat");
    assertThat(ran).isEmpty();
  }

  @Test
  void allowedTools_areTheOnlyOnes() {
    Agent agent =
        fixture
            .ada(model)
            .tool("x", "X", Nothing.class, nothing -> "x")
            .tool("y", "Y", Nothing.class, nothing -> "y")
            .allowTools("x", "archival_memory_search")
            .create();
    model.call("y", "{}").call("core_memory_append", "{}").call("x", "{}").say("Done.");
    Turn turn = agent.send("Go");
    assertThat(model.lastRequest().tools())
        .extracting(ToolSpec::name)
        .containsExactly("archival_memory_search", "read_more", "x");
    assertThat(turn.toolRuns()).extracting(Turn.ToolRun::failed).containsExactly(true, true, false);
    assertThat(result(turn)).startsWith("No function named y.");
    assertThatThrownBy(() -> fixture.ada(model).allowTools("archival_memory_serch").open())
        .hasMessageContaining("Did you mean 'archival_memory_search'?");
  }

  @Test
  void toolWithAWrongSchema_isRefusedWhenItIsAdded() {
    Tool wrong =
        new Tool() {
          @Override
          public ToolSpec spec() {
            return new ToolSpec("w", "W", "{\"type\":\"object\",\"properties\":[]}");
          }

          @Override
          public ToolResult call(ToolInvocation invocation) {
            return ToolResult.ok("");
          }
        };
    assertThatThrownBy(() -> fixture.ada(model).tool(wrong))
        .hasMessage(
            "the parameters of tool 'w' are no usable JSON Schema: 'properties' is []; it must be"
                + " an object");
    assertThatThrownBy(() -> fixture.ada(model).tool("read_more", "R", Nothing.class, n -> ""))
        .hasMessageContaining("there is already a tool named 'read_more'");
  }

  @Test
  void fileTools_workBelowTheirFolder(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("log.txt"), "left Bergen\n");
    Agent agent = fixture.ada(model).fileTools(folder).create();
    fixture.backend.watch();
    model
        .call("list_files", "{}")
        .call("read_from_text_file", "{\"filename\":\"log.txt\"}")
        .call("append_to_text_file", "{\"filename\":\"log.txt\",\"content\":\"reached Voss\"}")
        .say("Logged.");
    Turn turn = agent.send("Log that we reached Voss.");
    assertThat(turn.toolRuns())
        .extracting(Turn.ToolRun::result)
        .containsExactly("log.txt (12 bytes)", "left Bergen\n[lines 1 to 1 of 1]", "None");
    assertThat(folder.resolve("log.txt")).hasContent("left Bergen\nreached Voss\n");
    assertThat(fixture.backend.writes())
        .as("reading needs no commit, appending needs one before and one after")
        .containsExactly("commit", "commit", "commit", "commit", "upsert recall_1");
  }
}
