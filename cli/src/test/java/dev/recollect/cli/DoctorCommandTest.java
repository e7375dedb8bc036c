package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void nameTheHome() {
    environment.put("RECOLLECT_HOME", home.toString());
  }

  private CommandLineRun doctor(String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "doctor";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return CommandLineRun.of(environment, "", arguments);
  }

  private static JsonNode document(CommandLineRun run) throws JsonProcessingException {
    return new ObjectMapper().readTree(run.output());
  }

  private static JsonNode named(JsonNode list, String key, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(node -> node.get(key).textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void doctor_ofADefaultHome_findsAllWell() {
    CommandLineRun run = doctor();

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("Java      " + Runtime.version())
        .contains("Home      " + home + " (environment variable RECOLLECT_HOME): can be written")
        .containsPattern("backend +lucene .*in use for recall, archival")
        .containsPattern("chat model +offline .*in use for answers")
        .containsPattern("embedding model +onnx .*in use for embeddings")
        .containsPattern("memory.block.limit = 5000 +default")
        .containsPattern("memory.state.backend +not set")
        .containsPattern("ok +backend lucene .*" + home)
        .containsPattern("ok +embedding model onnx .*bge-small-en-v1.5")
        .containsPattern("ok +chat model offline")
        .containsPattern("ok +what is stored in recall .*nothing yet")
        .endsWith("All is well." + System.lineSeparator());
    assertThat(Files.exists(home.resolve("doctor"))).isFalse();
  }

  @Test
  void doctor_json_isTheSameAsOneDocument() throws JsonProcessingException {
    environment.put("RECOLLECT_MEMORY_BLOCK_LIMIT", "77");

    CommandLineRun run = doctor("--json");

    JsonNode document = document(run);
    assertThat(run.code()).isZero();
    assertThat(document.get("well").booleanValue()).isTrue();
    assertThat(document.at("/java/version").textValue()).startsWith("" + Runtime.version());
    assertThat(document.at("/home/writable").booleanValue()).isTrue();
    assertThat(document.at("/home/free_bytes").longValue()).isPositive();
    JsonNode limit = named(document.get("settings"), "key", "memory.block.limit");
    assertThat(limit.get("value").textValue()).isEqualTo("77");
    assertThat(limit.get("origin").textValue())
        .isEqualTo("environment variable RECOLLECT_MEMORY_BLOCK_LIMIT");
    JsonNode state = named(document.get("settings"), "key", "memory.state.backend");
    assertThat(state.get("value").isNull()).isTrue();
    assertThat(named(document.get("checks"), "part", "backend lucene").get("works").booleanValue())
        .isTrue();
    JsonNode lucene = named(document.get("providers"), "id", "lucene");
    assertThat(lucene.get("in_use_for")).hasSize(2);
    assertThat(document.get("problems")).isEmpty();
  }

  @Test
  void doctor_secrets_areNowhereInItsOutput() throws IOException {
    Files.writeString(
        home.resolve("recollect.properties"),
        """
        model.openai.key = sk-in-file
        model.openai.url = https://sam:hunter2@host/v1?key=abc987
        """);
    environment.put("OPENAI_API_KEY", "sk-in-environment");

    for (String format : new String[] {"--json", "--verbose"}) {
      CommandLineRun run = doctor(format, "--model", "openai:gpt-5");

      assertThat(run.code()).isZero();
      assertThat(run.output() + run.error())
          .contains("https://sam:***@host/v1?key=***")
          .doesNotContain("sk-in", "hunter2", "abc987");
    }
  }

  @Test
  void doctor_variableSetButEmpty_isTold() {
    environment.put("OPENAI_API_KEY", "");

    CommandLineRun run = doctor();

    assertThat(run.code()).isZero();
    assertThat(run.output())
        .contains("environment variable OPENAI_API_KEY is set but empty, so it counts as unset");
  }

  @Test
  void doctor_wrongSettings_areAllTold_andNothingIsOpened() throws Exception {
    Files.writeString(
        home.resolve("recollect.properties"), "memory.blok.limit = 7\nmemory.io.threads = many\n");

    CommandLineRun run = doctor("--backend", "lucen", "--json");

    assertThat(run.code()).isEqualTo(1);
    JsonNode document = document(run);
    assertThat(document.get("problems").toString())
        .contains("recollect.properties:1", "Did you mean 'memory.block.limit'?")
        .contains("recollect.properties:2", "'many' is not a whole number")
        .contains("memory.recall.backend (option --backend): there is no backend 'lucen'");
    assertThat(document.get("checks")).isEmpty();
    assertThat(home.resolve("lucene")).doesNotExist();
  }

  @Test
  void doctor_chatModelWithoutKey_isAProblem_andAnotherModelIsNot() {
    CommandLineRun run = doctor("--model", "openai:gpt-5");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .containsPattern("FAILED +chat model openai:gpt-5 .*OPENAI_API_KEY")
        .containsPattern("ok +backend lucene");
  }

  @Test
  void doctor_storeThatAnotherProcessHolds_isAProblem() {
    try (Recollect held = Recollect.builder().home(home).environment(Map.of()).open()) {
      CommandLineRun run = doctor();

      assertThat(held.placement().state()).contains(home.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.output()).containsPattern("FAILED +backend lucene");
    }
    assertThat(doctor().code()).isZero();
  }

  @Test
  void doctor_homeThatIsAFile_isAProblem() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "x");
    environment.put("RECOLLECT_HOME", file.toString());

    CommandLineRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("Home      " + file).contains("cannot be written");
  }

  @Test
  void doctor_brokenPlugin_isAProblem_andTheRestAnswers() throws IOException {
    Path jar = Files.createDirectory(home.resolve("plugins")).resolve("chroma.jar");
    Files.writeString(jar, "this is no jar");

    CommandLineRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("could not be loaded: " + jar)
        .containsPattern("ok +backend lucene");
  }

  @Test
  void doctor_memoryOfAnotherEmbeddingModel_isAProblem() {
    // The stand-in is of 384 dimensions too, so that only the identity tells them apart.
    try (Recollect memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel(384))
            .open()) {
      memory.archival("ada").insert("The boat is called Petrel");
    }

    CommandLineRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .containsPattern("FAILED +what is stored in recall .*fake-words.*bge-small-en-v1.5");
  }

  @Test
  void list_backendsAndModels_showIdVersionOriginAndUse() {
    CommandLineRun backends = CommandLineRun.of(environment, "", "list", "backends");
    CommandLineRun models = CommandLineRun.of(environment, "", "list", "models");

    assertThat(backends.code()).isZero();
    assertThat(backends.output())
        .containsPattern("backend +inmemory .*this process")
        .containsPattern("backend +lucene .*in use for recall, archival\\. Files on this machine")
        .contains("dev.recollect.backend.lucene.LuceneProvider in ")
        .doesNotContain("chat model");
    assertThat(models.output())
        .containsPattern("chat model +offline .*in use for answers")
        .containsPattern("chat model +openai ")
        .containsPattern("embedding model +onnx .*in use for embeddings")
        .doesNotContain("lucene");
    assertThat(home.resolve("lucene")).as("listing opens nothing").doesNotExist();
  }
}
