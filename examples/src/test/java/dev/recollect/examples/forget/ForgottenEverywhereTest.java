package dev.recollect.examples.forget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that had come everywhere is nowhere any more, neither asked for nor in the files. */
class ForgottenEverywhereTest {

  private static final String CODE = "7431-QUARTZ";
  private static final String SECRET = "The code of the safe is " + CODE + ".";
  private static final int WINDOW = 5_000;

  private final ScriptedChatModel model = new ScriptedChatModel(WINDOW);

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "pgvector"})
  void secret_onceForgotten_isInNoTier_noPrompt_andNoFile(String backend, @TempDir Path home) {
    try (StoreUnderTest store =
        backend.equals("lucene") ? new EmbeddedStore(home) : new PostgresStore()) {
      try (Recollect memory = open(store, home);
          Agent ada = agent(memory)) {
        tell(ada);
        assertThat(everythingOf(ada)).contains(CODE);
        assertThat(shown(ada)).contains(CODE);
        assertThat(store.filesWith(CODE)).as("files with the secret").isPositive();

        ForgetReport report = ada.forget(ForgetRequest.of(about(ada)));
        assertThat(report.messages()).isGreaterThanOrEqualTo(3);
        assertThat(report.derivedPassages() + report.passages()).isGreaterThanOrEqualTo(4);
        assertThat(report.blocks()).containsExactly("human");
        assertThat(report.summaries()).containsExactly(ada.conversation());
        assertThat(report.answers()).isEqualTo(1);
        assertThat(report.doubts()).isEmpty();
        assertForgotten(ada);

        assertThat(store.filesWith(CODE)).as("files before compaction").isPositive();
        memory.compact();
        assertThat(store.filesWith(CODE)).as("files after compaction").isZero();
        assertThat(store.filesWith("quartz")).as("words of it in files").isZero();
        assertThat(ada.recall().search("Question 3", 1).hits().get(0).text())
            .contains("Question 3");
      }
      assertThat(store.filesWith(CODE)).as("files once closed").isZero();
      try (Recollect memory = open(store, home);
          Agent again = agent(memory)) {
        assertForgotten(again);
      }
      assertThat(store.filesWith(CODE)).as("files once opened again").isZero();
    }
  }

  private static Recollect open(StoreUnderTest store, Path home) {
    Recollect.Builder builder =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel());
    return store.configure(builder).open();
  }

  private Agent agent(Recollect memory) {
    return Agent.builder(memory, model).name("ada").facts(FactPolicy.byRules()).openOrCreate();
  }

  /** Says the secret, in a message too long for the window too, until all of it has left. */
  private void tell(Agent ada) {
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Safe: " + CODE + "\"}")
        .call("archival_memory_insert", "{\"content\":\"Code of the safe: " + CODE + "\"}")
        .say("I noted " + CODE + " for the safe.")
        .say("A long story.");
    ada.send(SECRET, "request-1");
    String lines = "Who knows what the harbour was like? ".repeat(350);
    ada.send(lines + SECRET + " " + lines);
    for (int turn = 0; turn < 12; turn++) {
      model.say("Answer " + turn + " " + "word ".repeat(100));
      ada.send("Question " + turn + " " + "word ".repeat(100));
    }
    ada.archival().insert("Written on the wall: the safe opens with " + CODE);
    model
        .call("conversation_search", "{\"query\":\"code of the safe\"}")
        .call("archival_memory_search", "{\"query\":\"code of the safe\"}")
        .say("Yes.");
    ada.send("Is there anything else to know?");
  }

  private static List<Forgettable> about(Agent ada) {
    return ada.forgettable("code of the safe " + CODE).stream()
        .filter(found -> found.text().contains(CODE))
        .toList();
  }

  private void assertForgotten(Agent ada) {
    assertThat(everythingOf(ada)).doesNotContain(CODE).doesNotContainIgnoringCase("quartz");
    assertThat(shown(ada)).doesNotContain(CODE).contains("Question 11");
    int asked = model.requests().size();
    assertThat(ada.send(SECRET, "request-1").text()).isEqualTo("[forgotten]");
    assertThat(model.requests()).as("requests for a recorded answer").hasSize(asked);
    for (SearchMode mode : List.of(SearchMode.TEXT, SearchMode.VECTOR, SearchMode.HYBRID)) {
      SearchQuery query = SearchQuery.builder("quartz 7431").mode(mode).topK(100).build();
      assertThat(texts(ada, query)).as("found by " + mode).noneMatch(text -> text.contains("7431"));
    }
    SearchQuery words = SearchQuery.builder("quartz").mode(SearchMode.TEXT).build();
    assertThat(texts(ada, words)).as("what still has the word, by its neighbours too").isEmpty();
  }

  private static List<String> texts(Agent ada, SearchQuery query) {
    return Stream.concat(
            ada.recall().search(query).hits().stream().map(SearchHit::text),
            ada.archival().search(query).hits().stream().map(SearchHit::text))
        .toList();
  }

  private static String everythingOf(Agent ada) {
    List<String> texts = new ArrayList<>();
    ada.core().blocks().stream().map(MemoryBlock::value).forEach(texts::add);
    ada.recall().list(ada.conversation(), 1, 1_000).stream()
        .map(RecalledMessage::text)
        .forEach(texts::add);
    ada.recall().between(Moments.EARLIEST, Moments.LATEST, Set.of()).page(0, 1_000).stream()
        .map(SearchHit::text)
        .forEach(texts::add);
    for (Passage passage : ada.archival().list(Cursor.START).items()) {
      texts.add(passage.text() + " " + passage.metadata().values());
    }
    return String.join("\n", texts);
  }

  private static String shown(Agent ada) {
    return String.join("\n", ada.context().messages().stream().map(Message::toString).toList())
        + String.join("\n", ada.context().messages().stream().map(Message::text).toList());
  }
}
