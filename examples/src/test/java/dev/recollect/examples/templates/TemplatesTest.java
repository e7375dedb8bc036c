package dev.recollect.examples.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.Agents;
import dev.recollect.agent.CloneOption;
import dev.recollect.agent.Describe;
import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/templates.md. */
class TemplatesTest {

  private static final Path FILE =
      Path.of("src/test/resources/dev/recollect/examples/templates/harbour.yaml");

  @TempDir private Path home;

  private final ScriptedChatModel model = new ScriptedChatModel();

  record Tide(@Describe("Harbour, for example Bergen") String harbour) {}

  private Recollect memory() {
    return Recollect.builder().home(home).environment(Map.of()).open();
  }

  @Test
  void file_makesAnAgent() {
    model.say("Good evening.");
    try (Recollect memory = memory()) {
      Path file = FILE;
      // tag::file[]
      Agent agent =
          Agent.builder(memory, model)
              .name("anne")
              .template(AgentTemplate.read(file))
              .persona("My name is Bea. I answer at length.") // what is set after it is stronger
              .tool("tide", "Time of the next high tide", Tide.class, tide -> "14:20")
              .create();
      // end::file[]
      agent.send("Hello");
      assertThat(model.lastRequest().messages().getFirst().text())
          .startsWith("You are the harbour master of Bergen")
          .contains("My name is Bea.", "No fires on the pier.");
      assertThat(model.lastRequest().tools())
          .extracting(ToolSpec::name)
          .containsExactly(
              "core_memory_append",
              "core_memory_replace",
              "archival_memory_search",
              "read_more",
              "tide");
      agent.close();
    }
  }

  @Test
  void code_makesATemplate_andYaml() {
    try (Recollect memory = memory()) {
      // tag::code[]
      AgentTemplate template =
          AgentTemplate.builder("harbour")
              .system("You are the harbour master of Bergen.")
              .persona("My name is Anne. I answer briefly.")
              .tools(List.of("archival_memory_search"))
              .build();
      Agent.builder(memory, model).name("anne").template(template).create().close();

      AgentTemplate same = Agents.template(memory, "anne"); // of an agent, as it is now
      String yaml = same.toYaml();
      // end::code[]
      assertThat(AgentTemplate.parse(yaml, "x").system()).isEqualTo(template.system());
    }
  }

  @Test
  void agents_areRenamedAndCloned() {
    try (Recollect memory = memory()) {
      Agent.builder(memory, model).name("anne").create().close();
      // tag::agents[]
      Agents.rename(memory, "anne", "bea");
      Agents.clone(memory, "bea", "cleo"); // instructions, blocks, sources
      Agents.clone(memory, "bea", "dora", CloneOption.PASSAGES); // archival memory too
      Agents.delete(memory, "bea"); // with everything it remembers
      // end::agents[]
      assertThat(Agents.list(memory))
          .extracting(owner -> owner.name())
          .containsExactly("cleo", "dora");
    }
  }

  @Test
  void agents_askEachOther() {
    ScriptedChatModel small = new ScriptedChatModel().say("320 kroner.");
    model
        .call(
            "send_message_to_agent",
            "{\"agent\":\"clerk\",\"message\":\"What does a berth cost?\"}")
        .say("A berth costs 320 kroner.");
    try (Recollect memory = memory()) {
      Agent.builder(memory, small).name("clerk").create().close();
      AgentBuilder builder = Agent.builder(memory, model).name("anne");
      // tag::ask[]
      Agent anne =
          builder.askAgents(List.of("clerk"), name -> Agent.builder(memory, small)).openOrCreate();
      // end::ask[]
      TurnAssert.assertThat(anne.send("What does a berth cost?"))
          .calls("send_message_to_agent")
          .everyToolWorked()
          .answers("320 kroner");
      anne.close();
    }
  }
}
