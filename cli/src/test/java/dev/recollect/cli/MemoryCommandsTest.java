package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCommandsTest {

  @TempDir private Path home;

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, "", arguments);
  }

  private void talk(String agent, String input) {
    CommandLineRun.of(home, input, "run", "--agent", agent);
  }

  @Test
  void search_json_isOneDocumentOfRankedResults() throws Exception {
    talk("ada", "My dog is called Biscuit.\nI work as a boat builder.\n");
    for (String tier : new String[] {"archival", "recall"}) {
      CommandLineRun run =
          run(
              "search",
              "--agent",
              "ada",
              "--tier",
              tier,
              "--top-k",
              "1",
              "--json",
              "name of the dog");
      assertThat(run.code()).as(run.error()).isZero();
      JsonNode results = new ObjectMapper().readTree(run.output()).get("results");
      assertThat(results).hasSize(1);
      JsonNode first = results.get(0);
      assertThat(first.get("rank").intValue()).isEqualTo(1);
      assertThat(first.get("score").isNumber()).isTrue();
      assertThat(first.get("text").textValue()).contains("Biscuit");
      assertThat(first.get("source").isTextual()).isTrue();
      assertThat(Instant.parse(first.get("created_at").textValue())).isBefore(Instant.now());
    }
  }

  @Test
  void search_nothingThere_isAnEmptyDocument() throws Exception {
    talk("ada", "/exit\n");
    CommandLineRun run = run("search", "--agent", "ada", "--json", "anything");
    assertThat(run.code()).isZero();
    assertThat(new ObjectMapper().readTree(run.output()).get("results")).isEmpty();
  }

  @Test
  void search_unknownAgent_namesTheNearest() {
    talk("ada", "hello\n");
    CommandLineRun run = run("search", "--agent", "adda", "dog");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("adda").contains("'ada'").doesNotContain("\tat ");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void search_topKOutOfRangeOrNoQuery_isWrongUsage() {
    talk("ada", "hello\n");
    assertThat(run("search", "--agent", "ada", "--top-k", "0", "dog").code()).isNotZero();
    assertThat(run("search", "--agent", "ada").code()).isEqualTo(2);
    assertThat(run("search", "dog").code()).isEqualTo(2);
  }

  @Test
  void listAgents_showsEach_deleteAgent_removesOne() {
    talk("ada", "My dog is called Biscuit.\n");
    talk("eve", "My dog is called Rex.\n");
    assertThat(run("list", "agents").output()).contains("ada").contains("eve");
    assertThat(run("delete", "agent", "ada").code()).isZero();
    assertThat(run("list", "agents").output()).doesNotContain("ada").contains("eve");
    assertThat(run("search", "--agent", "eve", "dog").output()).contains("Rex");
    CommandLineRun misspelt = run("delete", "agent", "evee");
    assertThat(misspelt.code()).isEqualTo(1);
    assertThat(misspelt.error()).contains("'evee'").contains("'eve'");
    assertThat(run("list", "agents").output()).contains("eve");
  }

  @Test
  void deletedAgent_madeAgain_knowsNothing() {
    talk("ada", "My dog is called Biscuit.\n");
    run("delete", "agent", "ada");
    CommandLineRun asked =
        CommandLineRun.of(home, "What is my dog called?\n", "run", "--agent", "ada");
    assertThat(asked.output()).doesNotContain("Biscuit");
  }

  @Test
  void version_andHelp_areResults() {
    assertThat(run("--version").output()).startsWith("recollect ");
    assertThat(run("--help").output()).contains("run").contains("search").contains("delete");
    assertThat(run().code()).isEqualTo(2);
  }

  @Test
  void unknownSubcommand_suggestsTheNearest() {
    CommandLineRun run = run("serach");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("Did you mean: recollect search?");
    assertThat(run("list", "agnts").error()).contains("Did you mean: recollect list agents?");
  }

  @Test
  void users_areKeptApart_listed_andDeleted() {
    CommandLineRun.of(
        home, "My dog is called Biscuit.\n", "run", "--agent", "ada", "--user", "sam");
    CommandLineRun kims =
        CommandLineRun.of(
            home, "What is my dog called?\n/memory\n", "run", "--agent", "ada", "--user", "kim");
    assertThat(kims.error()).contains("agent ada | user kim");
    assertThat(kims.output()).doesNotContain("Biscuit");
    assertThat(run("list", "agents").output()).contains("ada", "users: kim, sam");

    CommandLineRun deleted = run("delete", "user", "sam", "--agent", "ada");

    assertThat(deleted.code()).as(deleted.error()).isZero();
    assertThat(run("list", "agents").output()).contains("users: kim").doesNotContain("sam");
    assertThat(run("delete", "user", "sam", "--agent", "ada").error())
        .contains("'ada' has no user 'sam'");
  }

  @Test
  void compact_rewritesTheStores_andKeepsWhatIsThere() {
    talk("ada", "My dog is called Biscuit.\n");
    CommandLineRun run = run("compact");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.error()).contains("Compacted");
    assertThat(run("search", "--agent", "ada", "name of the dog").output()).contains("Biscuit");
  }
}
