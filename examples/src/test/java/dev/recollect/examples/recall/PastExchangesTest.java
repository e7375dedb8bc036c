package dev.recollect.examples.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastExchangesTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final RecallSettings ALL = new RecallSettings(10, -1, 0, 1_000);

  private Recollect memory;
  private RecallMemory recall;
  private int minutes;

  @BeforeEach
  void open(@TempDir Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .open();
    recall = memory.tenant("sam").recall("guide");
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private Message message(Role role, String text) {
    minutes++;
    return Message.of(role, text, NOON.plusSeconds(60L * minutes));
  }

  private void say(String conversation, String... texts) {
    Role role = Role.USER;
    for (String text : texts) {
      recall.append(conversation, List.of(message(role, text)));
      role = Role.ASSISTANT;
    }
  }

  private List<String> about(String text, RecallScope scope, RecallSettings settings) {
    return about(message(Role.USER, text), List.of(), scope, settings);
  }

  private List<String> about(
      Message message, List<Message> shown, RecallScope scope, RecallSettings settings) {
    return new PastExchanges(recall, "boats", scope, settings)
        .about(message, shown, CallOptions.none()).stream().map(PastExchangesTest::text).toList();
  }

  private static String text(Exchange exchange) {
    return (exchange.said() == null ? "" : exchange.said().text())
        + " / "
        + (exchange.answered() == null ? "" : exchange.answered().text());
  }

  @Test
  void about_aMessage_bringsItsAnswerAlong_once() {
    say("boats", "My boat is called Petrel", "Petrel is a fine name for a boat");
    say("tour", "Where is the ferry", "At the quay");
    assertThat(about("the name of my boat Petrel", RecallScope.ALL_CONVERSATIONS, ALL))
        .startsWith("My boat is called Petrel / Petrel is a fine name for a boat")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void about_anAnswerThatTookSeveralMessages_keepsTheOneThatWasFound() {
    say("tour", "When does the ferry leave", "I look that up", "It leaves at seven", "Or at nine");
    say("tour", "Thanks");
    RecallSettings best = new RecallSettings(1, -1, 0, 1_000);
    assertThat(about("leaves at seven", RecallScope.ALL_CONVERSATIONS, best))
        .containsExactly("When does the ferry leave / It leaves at seven");
    assertThat(about("When does the ferry leave", RecallScope.ALL_CONVERSATIONS, best))
        .containsExactly("When does the ferry leave / Or at nine");
  }

  @Test
  void about_withinOneConversation_leavesOutTheOthers() {
    say("boats", "My boat is called Petrel", "Noted");
    say("tour", "My boat is in Bergen", "Noted too");
    assertThat(about("my boat", RecallScope.ALL_CONVERSATIONS, ALL)).hasSize(2);
    assertThat(about("my boat", RecallScope.THIS_CONVERSATION, ALL))
        .containsExactly("My boat is called Petrel / Noted");
  }

  @Test
  void about_belowTheThresholds_findsNothing() {
    say("boats", "My boat is called Petrel", "Noted");
    RecallSettings near = new RecallSettings(10, 0.9, 0, 1_000);
    RecallSettings covering = new RecallSettings(10, -1, 0.9, 1_000);
    for (RecallSettings settings : List.of(near, covering)) {
      assertThat(about("My boat is called Petrel", RecallScope.ALL_CONVERSATIONS, settings))
          .containsExactly("My boat is called Petrel / Noted");
      assertThat(about("ferry tickets to Flåm", RecallScope.ALL_CONVERSATIONS, settings)).isEmpty();
    }
  }

  @Test
  void about_whatStandsBeforeTheModelAnyway_isLeftOut() {
    Message said = message(Role.USER, "My boat is called Petrel");
    Message answered = message(Role.ASSISTANT, "Noted");
    recall.append("boats", List.of(said, answered));
    say("tour", "My boat is in Bergen", "Good");
    Message question = message(Role.USER, "What about my boat");
    recall.append("boats", List.of(question));
    assertThat(
            about(question, List.of(said, answered, question), RecallScope.ALL_CONVERSATIONS, ALL))
        .containsExactly("My boat is in Bergen / Good");
  }

  @Test
  void about_aVeryLongMessage_searchesForItsBeginning() {
    say("boats", "My boat is called Petrel", "Noted");
    String text = "boat ".repeat(399) + "boat🚢" + "\n and so on".repeat(20_000);
    assertThat(about(text, RecallScope.ALL_CONVERSATIONS, ALL)).isNotEmpty();
  }
}
