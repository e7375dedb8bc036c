package dev.recollect.agent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template's file may say, and what is said of one that cannot be. */
class AgentTemplateTest {

  @TempDir private Path folder;

  private static AgentTemplate parse(String text) {
    return AgentTemplate.parse(text, "harbour");
  }

  private static String faultsOf(String text) {
    try {
      return "read: " + parse(text);
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void file_everyKey_isRead() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("harbour.yaml"),
            """
            # The harbour master.
            description: Answers questions about the harbour.
            profile: memgpt
            model: openai:gpt-5-mini
            inner_thoughts: content
            tools: [archival_memory_search, weather]
            system: |
              You are the harbour master.

                Answer {briefly}: "yes", or no.
            blocks:
              persona: I am Anne.
              berths:
                value: |
                  12: Petrel
                  13: free
                description: Who lies where.
                limit: 2500
                read_only: true
            """);

    AgentTemplate template = AgentTemplate.read(file);

    assertThat(template.name()).isEqualTo("harbour");
    assertThat(template.description()).isEqualTo("Answers questions about the harbour.");
    assertThat(template.profile()).contains(AgentProfile.MEMGPT);
    assertThat(template.model()).contains("openai:gpt-5-mini");
    assertThat(template.innerThoughts()).contains(InnerThoughts.CONTENT);
    assertThat(template.tools()).contains(Set.of("archival_memory_search", "weather"));
    assertThat(template.system())
        .contains("You are the harbour master.\n\n  Answer {briefly}: \"yes\", or no.\n");
    assertThat(template.blocks())
        .containsExactly(
            TemplateBlock.of("persona", "I am Anne."),
            new TemplateBlock("berths", "12: Petrel\n13: free", "Who lies where.", 2500, true));
  }

  @Test
  void limitInTokens_isReadAndWritten_andStandsAlone() {
    TemplateBlock block =
        parse("blocks:\n  boat:\n    value: Petrel\n    tokens: 70\n").blocks().get(0);
    assertThat(block.ownLimit()).hasValue(70);
    assertThat(block.unit()).isEqualTo(LimitUnit.TOKENS);
    AgentTemplate written = AgentTemplate.builder("harbour").block(block).build();
    assertThat(written.toYaml()).contains("tokens: 70").doesNotContain("limit");
    assertThat(parse(written.toYaml()).blocks()).containsExactly(block);
    assertThat(faultsOf("blocks:\n  boat:\n    limit: 70\n    tokens: 70\n"))
        .endsWith(
            "- line 4: a block has one limit, in characters (limit) or in tokens (tokens); leave one out");
    assertThat(faultsOf("blocks:\n  boat:\n    tokens: few\n"))
        .endsWith("- line 3: tokens is 'few'; it must be a number of tokens, for example 2000");
  }

  @Test
  void file_thatSaysNothingOfAKey_leavesItOpen() {
    AgentTemplate template = parse("name: buoy\n");
    assertThat(template.name()).isEqualTo("buoy");
    assertThat(template.description()).isEmpty();
    assertThat(template.profile()).isEmpty();
    assertThat(template.tools()).isEmpty();
    assertThat(template.system()).isEmpty();
    assertThat(template.blocks()).isEmpty();
    assertThat(parse("tools: []").tools()).contains(Set.of());
  }

  @Test
  void faults_allOfThem_areToldAtOnce_eachWithItsLine() {
    assertThat(
            faultsOf(
                """
                nmae: harbour
                profile: mempgt
                inner_thoughts: arguments
                tools: all
                system: "  "
                blocks:
                  Persona: I am Anne.
                  human:
                    value: Sam
                    limt: 5
                    limit: many
                    read_only: yes
                  boat:
                    value: too long
                    limit: 3
                model:
                """))
        .isEqualTo(
            """
            the template harbour has 11 faults:
            - line 1: unknown key 'nmae'. Did you mean 'name'? There are name, description, profile, \
            model, inner_thoughts, tools, system, blocks
            - line 2: there is no profile 'mempgt'; there are native and memgpt. Did you mean 'memgpt'?
            - line 3: inner_thoughts is 'arguments'; it must be one of automatic, content, argument. \
            Did you mean 'argument'?
            - line 4: 'tools' must be a list of names and is a text; leave it out for all tools
            - line 5: the system text is blank; leave it out or say something
            - line 7: block label 'Persona' must be 1 to 64 lower-case letters, digits or _
            - line 10: unknown key 'limt'. Did you mean 'limit'? There are value, description, limit, \
            tokens, read_only, shared
            - line 11: limit is 'many'; it must be a number of characters, for example 2000
            - line 12: read_only is 'yes'; it must be true or false
            - line 13: Edit failed: block 'boat' would have 8 characters and may have 3. Condense it, or \
            move details to archival memory.
            - line 16: 'model' must be a text and is nothing\
            """
                .stripIndent());
  }

  @Test
  void keyTwice_secondDocument_andReferences_areFaults() {
    assertThat(faultsOf("name: a\nname: b\n")).endsWith("- line 2: key 'name' stands there twice");
    assertThat(faultsOf("name: a\n---\nname: b\n")).contains("line 3", "a file holds one template");
    assertThat(faultsOf("name: &x a\nsystem: *x\n"))
        .contains("line 2: references (*x) are not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n# nothing\n",
        "just a text",
        "- a\n- list\n",
        "name: [a\n",
        "name: \"a\n",
        "a: b: c",
        "\tname: a",
        "name: {a: b}",
        "blocks: [a]",
        "blocks:\n  human:\n",
        "tools: [[a]]",
        "name: ''",
        "description: \"\\0\"",
        "%YAML 9\n---\nname: a",
        "!!binary x",
        "name: !!set {a}"
      })
  void textThatIsNoTemplate_isOneReport(String text) {
    assertThat(faultsOf(text)).startsWith("the template harbour has 1 fault").contains("- line ");
  }

  @Test
  void deepNesting_isAFaultAndNoCrash() {
    assertThat(faultsOf("name: " + "[".repeat(5_000) + "]".repeat(5_000)))
        .startsWith("the template harbour has ");
  }

  @Test
  void fileThatCannotBe_saysWhy() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> AgentTemplate.read(missing))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
        .hasMessage("the template " + missing + " does not exist");
    assertThatThrownBy(() -> AgentTemplate.read(folder)).hasMessageContaining("is a folder");
    Path latin =
        Files.write(folder.resolve("latin.yaml"), "name: né".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> AgentTemplate.read(latin)).hasMessageContaining("is not UTF-8");
    Path large =
        Files.writeString(
            folder.resolve("large.yaml"), "#".repeat(AgentTemplate.FILE_BYTES) + "\n");
    assertThatThrownBy(() -> AgentTemplate.read(large))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    Path marked = Files.writeString(folder.resolve("marked.yaml"), "\uFEFFname: buoy\n");
    assertThat(AgentTemplate.read(marked).name()).isEqualTo("buoy");
  }

  @Test
  void yaml_ofATemplate_isReadAsTheSame() {
    List<AgentTemplate> templates =
        List.of(
            AgentTemplate.builder("x: # y").build(),
            AgentTemplate.builder("ada")
                .description("yes")
                .system("Line one:\n  - \"two\" # three\n\n\tfour 🐬\u0001")
                .profile(AgentProfile.NATIVE)
                .innerThoughts(InnerThoughts.ARGUMENT)
                .model("openai:gpt-5-mini")
                .tools(List.of("no", "null", "weather"))
                .persona("~")
                .block(new TemplateBlock("boat", "a\n b\n", "null", 100, true).withValue("1e3"))
                .block(new TemplateBlock("lists", "- a\n- b: c\n  |", "", 70, false))
                .block(TemplateBlock.of("empty", ""))
                .build(),
            AgentTemplate.find("memgpt_doc").orElseThrow());
    for (AgentTemplate template : templates) {
      AgentTemplate again = AgentTemplate.parse(template.toYaml(), "other");
      assertThat(again).as(template.toYaml()).usingRecursiveComparison().isEqualTo(template);
    }
  }

  @Test
  void builtIn_areMemgptsTwo() {
    assertThat(AgentTemplate.names()).containsExactly("memgpt_chat", "memgpt_doc");
    for (String name : AgentTemplate.names()) {
      AgentTemplate template = AgentTemplate.find(name).orElseThrow();
      assertThat(template.name()).isEqualTo(name);
      assertThat(template.profile()).contains(AgentProfile.MEMGPT);
      assertThat(template.tools()).isEmpty();
      assertThat(template.description()).isNotBlank();
    }
    assertThat(AgentTemplate.find("memgpt_doc").orElseThrow().system().orElseThrow())
        .contains("archival_memory_search", "Quote", "page", "request_heartbeat", "send_message");
    assertThat(AgentTemplate.find("memgpt")).isEmpty();
  }

  @Test
  void builder_refusesWhatNoAgentCanHave() {
    assertThatThrownBy(() -> AgentTemplate.builder(" ")).hasMessageContaining("is blank");
    AgentTemplate.Builder template = AgentTemplate.builder("ada");
    assertThatThrownBy(() -> template.system("x".repeat(AgentTemplate.SYSTEM_BYTES + 1)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    assertThatThrownBy(() -> template.tools(List.of("a", ""))).hasMessageContaining("is blank");
  }
}
