package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.context.TokenBudget;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the window, and what does not. */
class EvictionTest {

  private static final int WINDOW = 5_000;

  /** A turn of a script: what is said, and how long the results of its calls are. */
  record Said(int question, List<Integer> results, int answer) {}

  record Dump(int length) {}

  @Provide
  Arbitrary<List<Said>> turns() {
    Arbitrary<Said> said =
        Combinators.combine(
                Arbitraries.integers().between(4, 2_400),
                Arbitraries.integers().between(0, 12_000).list().ofMaxSize(5),
                Arbitraries.integers().between(4, 2_400))
            .as(Said::new);
    return said.list().ofMinSize(5).ofMaxSize(14);
  }

  private static String text(String start, int length) {
    return (start + " " + "word ".repeat(length / 5 + 1)).substring(0, start.length() + length);
  }

  @Property(tries = 20)
  void requests_stayUnderTheBudget_inWholeExchanges_andNothingIsLostFromRecall(
      @ForAll("turns") List<Said> turns) throws IOException {
    Path home = Files.createTempDirectory("eviction");
    ScriptedChatModel model = new ScriptedChatModel(WINDOW);
    try (Fixture fixture = new Fixture(home)) {
      Agent agent = agent(fixture, model);
      List<String> expected = new ArrayList<>();
      for (int index = 0; index < turns.size(); index++) {
        expected.addAll(play(agent, model, turns.get(index), index));
        if (index % 4 == 3) {
          agent = agent(fixture, model);
        }
      }
      model.requests().forEach(EvictionTest::assertSound);
      assertThat(agent.recall().list(agent.conversation(), 1, 100))
          .extracting(RecalledMessage::text)
          .containsExactlyElementsOf(expected);
      assertStateHoldsTheWindowOnly(fixture, agent, model);
    }
    Files.deleteIfExists(home);
  }

  private static Agent agent(Fixture fixture, ScriptedChatModel model) {
    return fixture
        .ada(model)
        .tool("dump", "Dumps", Dump.class, dump -> text("dump", dump.length()))
        .openOrCreate();
  }

  private static List<String> play(Agent agent, ScriptedChatModel model, Said said, int index) {
    int call = 0;
    for (int length : said.results()) {
      model.call(
          call++ % 2 == 0 ? "dump" : "conversation_search",
          "{\"length\":" + length + ",\"query\":\"word " + length + "\"}");
    }
    String answer = text("answer" + index, said.answer());
    String question = text("question" + index, said.question());
    model.say(answer);
    assertThat(agent.send(question).text()).isEqualTo(answer);
    return List.of(question, answer);
  }

  private static void assertSound(ChatRequest request) {
    TokenCounter counter = new TokenCounter(new ScriptedChatModel(WINDOW));
    List<Message> messages = request.messages();
    int tokens = messages.stream().mapToInt(counter::count).sum() + counter.count(request.tools());
    assertThat(tokens).isLessThanOrEqualTo(TokenBudget.of(new ScriptedChatModel(WINDOW)).request());
    assertThat(messages.getFirst().role()).isEqualTo(Role.SYSTEM);
    List<Message> shown =
        messages.stream().dropWhile(message -> message.role() == Role.SYSTEM).toList();
    assertThat(messages.size() - shown.size()).isBetween(1, 2);
    assertThat(shown.getFirst().role()).isEqualTo(Role.USER);
    assertThat(shown).noneMatch(message -> message.role() == Role.SYSTEM);
    List<String> calls =
        shown.stream().flatMap(message -> message.toolCalls().stream()).map(ToolCall::id).toList();
    List<String> results =
        shown.stream().flatMap(message -> message.toolCallId().stream()).toList();
    assertThat(results).containsExactlyElementsOf(calls);
  }

  /** What recall memory had when the last turn was committed is not kept twice. */
  private static void assertStateHoldsTheWindowOnly(
      Fixture fixture, Agent agent, ScriptedChatModel model) {
    var memory = fixture.memory.tenant("default");
    String prefix =
        memory.ownerPrefix(memory.findOwner("ada").orElseThrow())
            + "conversation/"
            + agent.conversation()
            + "/message/";
    List<String> kept =
        memory.state().list(prefix, Cursor.START, CallOptions.none()).items().stream()
            .map(entry -> entry.value())
            .toList();
    Set<String> shown =
        model.lastRequest().messages().stream()
            .filter(message -> message.role() == Role.USER)
            .map(Message::text)
            .filter(text -> !text.contains("Your window fills"))
            .collect(Collectors.toSet());
    assertThat(
            kept.stream()
                .filter(value -> value.contains("\"USER\"") && value.contains("\"inner\":false"))
                .count())
        .isEqualTo(shown.size());
  }

  @Test
  void messageThatIsTooLong_isShownByItsBeginning_andLiesWholeInBothTiers(@TempDir Path home) {
    ScriptedChatModel model = new ScriptedChatModel(WINDOW).say("Long.").say("And?");
    String text = "The first sentence. " + "x y. ".repeat(WINDOW) + "The boat is called Petrel.";
    try (Fixture fixture = new Fixture(home)) {
      Agent agent = fixture.ada(model).create();
      agent.send(text);
      assertShownByItsBeginning(model.lastRequest(), text.length());
      assertThat(agent.archival().search("boat called Petrel", 1).hits().getFirst().text())
          .endsWith("The boat is called Petrel.");
      assertThat(agent.recall().list(agent.conversation(), 1, 1).getFirst().text()).isEqualTo(text);
      Agent again = fixture.ada(model).open();
      again.send("Hm.");
      assertShownByItsBeginning(model.lastRequest(), text.length());
    }
  }

  private static void assertShownByItsBeginning(ChatRequest request, int length) {
    String shown =
        request.messages().stream()
            .filter(message -> message.role() == Role.USER)
            .findFirst()
            .orElseThrow()
            .text();
    assertThat(shown)
        .startsWith("The first sentence. x y. ")
        .endsWith(
            "… [This is the beginning of a message of "
                + length
                + " characters, too long to be shown. All of it is filed in archival memory: find"
                + " what you need of it with archival_memory_search.]");
    assertThat(new TokenCounter(new ScriptedChatModel()).count(shown)).isLessThan(WINDOW / 4);
  }

  @Test
  void summary_leadsTheWindowOnceExchangesHaveLeft_alsoForAnotherObject(@TempDir Path home) {
    ScriptedChatModel model = new ScriptedChatModel(WINDOW);
    try (Fixture fixture = new Fixture(home)) {
      Agent agent = agent(fixture, model);
      for (int index = 0; index < 10; index++) {
        play(agent, model, new Said(1_200, List.of(), 1_200), index);
      }
      model.say("Yes.");
      agent(fixture, model).send("Do you remember?");
      List<Message> messages = model.lastRequest().messages();
      assertThat(messages.get(1).role()).isEqualTo(Role.SYSTEM);
      assertThat(messages.get(1).text())
          .startsWith("Extracts of the ")
          .contains("- user: question");
      assertThat(messages.get(2).role()).isEqualTo(Role.USER);
    }
  }

  @Test
  void messagesThatRecallDoesNotHaveYet_stayInTheState_untilItHas(@TempDir Path home) {
    ScriptedChatModel model = new ScriptedChatModel(WINDOW);
    try (Fixture fixture = new Fixture(home)) {
      Agent agent = agent(fixture, model);
      fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
      List<String> expected = new ArrayList<>();
      for (int index = 0; index < 10; index++) {
        expected.addAll(play(agent, model, new Said(1_200, List.of(), 1_200), index));
      }
      fixture.backend.failRecall(null);
      Agent again = agent(fixture, model);
      assertThat(again.recall().list(again.conversation(), 1, 100))
          .extracting(RecalledMessage::text)
          .containsExactlyElementsOf(expected);
      play(again, model, new Said(10, List.of(), 10), 10);
      assertStateHoldsTheWindowOnly(fixture, again, model);
    }
  }
}
