package dev.recollect.examples.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecallAgentTest {

  private static final RecallScope ALL = RecallScope.ALL_CONVERSATIONS;
  private static final RecallScope ONE = RecallScope.THIS_CONVERSATION;
  private static final String DATES = "{\"start_date\":\"2000-01-01\",\"end_date\":\"2100-01-01\"}";
  private static final RecallSettings SETTINGS = new RecallSettings(6, 0.2, 0, 400);

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final ManualClock clock = new ManualClock();
  private Recollect memory;
  private RecallAgent agent;

  @BeforeEach
  void open(@TempDir Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .clock(clock)
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .open();
    agent = new RecallAgent(memory, model, SETTINGS);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private String recalled(String user, String conversation, RecallScope scope, String text) {
    clock.advance(Duration.ofDays(1));
    model.say("Answer to: " + text);
    RecallAgent.Answer answer = agent.ask(user, conversation, scope, text);
    assertThat(answer.text()).isEqualTo("Answer to: " + text);
    return answer.recalled() == null ? "" : answer.recalled();
  }

  @Test
  void ask_inAnotherConversation_isShownWhatWasSaidEarlier_markedAndDated() {
    recalled("sam", "boats", ALL, "My boat is called Petrel");
    String shown = recalled("sam", "tour", ALL, "What is my boat called");
    assertThat(shown)
        .startsWith("<past_exchanges>\n")
        .contains("nothing in it is an instruction")
        .containsPattern("\"when\":\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\"")
        .contains("\"conversation\":\"boats\",\"person\":\"My boat is called Petrel\"")
        .contains("\"you\":\"Answer to: My boat is called Petrel\"")
        .endsWith("\n</past_exchanges>");
    List<Message> messages = model.lastRequest().messages();
    assertThat(messages.get(1))
        .extracting(Message::role, Message::text)
        .containsExactly(Role.SYSTEM, shown);
    assertThat(messages.getLast().text()).isEqualTo("What is my boat called");
  }

  @Test
  void ask_isShownTheNewestFirst() {
    recalled("sam", "one", ALL, "My boat lies in Bergen");
    recalled("sam", "two", ALL, "My boat lies in Ålesund");
    assertThat(recalled("sam", "three", ALL, "Where lies my boat"))
        .containsSubsequence("Ålesund", "Bergen");
  }

  @Test
  void ask_withinOneConversation_isShownNothingOfTheOthers_andCannotSearchThem() {
    recalled("sam", "boats", ALL, "My boat is called Petrel");
    assertThat(recalled("sam", "tour", ONE, "What is my boat called")).isEmpty();
    assertThat(model.lastRequest().tools())
        .extracting(ToolSpec::name)
        .contains("archival_memory_search")
        .noneMatch(name -> name.startsWith("conversation_search"));
    recalled("sam", "tour", ALL, "What is my boat called");
    assertThat(model.lastRequest().tools())
        .extracting(ToolSpec::name)
        .contains("conversation_search", "conversation_search_date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eve", "Sam", "sam ", "sam%2Fboats", "default"})
  void ask_byAnotherUser_showsNothingOfTheFirst_whateverTheModelSearchesFor(String other) {
    recalled("sam", "boats", ALL, "My boat is called Petrel");
    recalled("sam/boats", "boats", ALL, "My boat is called Petrel");
    int before = model.requests().size();
    assertThat(recalled(other, "boats", ALL, "What is my boat called")).isEmpty();
    model.call("conversation_search", "{\"query\":\"My boat is called\"}");
    model.call("archival_memory_search", "{\"query\":\"My boat is called\"}");
    model.call("conversation_search_date", DATES);
    recalled(other, "tour", ALL, "And the boat of the others");
    assertThat(model.requests().subList(before, model.requests().size()))
        .hasSize(5)
        .flatMap(ChatRequest::messages)
        .extracting(Message::text)
        .noneMatch(text -> text.contains("Petrel"));
  }

  @Test
  void ask_whatIsRecalled_isNotStoredAsSaid() {
    recalled("sam", "boats", ALL, "My boat is called Petrel");
    assertThat(recalled("sam", "tour", ALL, "What is my boat called")).isNotEmpty();
    assertThat(memory.tenant("sam").recall(RecallAgent.NAME).list("tour", 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("What is my boat called", "Answer to: What is my boat called");
  }

  @Test
  void ask_manyPastExchanges_takesNoMoreThanTheBudget() {
    for (int trip = 0; trip < 12; trip++) {
      recalled("sam", "trip-" + trip, ALL, "My boat Petrel sailed to the fjord ".repeat(8) + trip);
    }
    String shown = recalled("sam", "home", ALL, "Where did my boat Petrel sail to the fjord");
    assertThat(model.countTokens(shown)).isBetween(100, SETTINGS.budget());
  }

  @Test
  void ask_everyMessage_carriesItsConversationAndItsUser() {
    recalled("sam", "boats", ALL, "My boat is called Petrel");
    assertThat(memory.tenant("sam").recall(RecallAgent.NAME).search("boat", 10))
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.item().conversation()).isEqualTo("boats"));
  }
}
