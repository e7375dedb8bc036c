package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The offline model in a real agent over files, opened anew for each message as by new processes.
 */
class OfflineDialogueTest {

  @TempDir Path home;

  @Test
  void send_factsOfAnEarlierProcess_areQuoted() {
    say("ada", "My dog is called Biscuit and we live in Bergen.");
    say("ada", "I am allergic to walnuts.");

    assertThat(say("ada", "What is my dog called?")).contains("Biscuit").doesNotContain("walnuts");
    assertThat(say("ada", "What am I allergic to?")).contains("walnuts");
    assertThat(say("ada", "Which city do I live in?")).contains("Bergen");
  }

  @Test
  void send_correctionInALaterProcess_leadsFromThenOn() {
    say("ada", "My parrot is called Polly.");
    String noted = say("ada", "No, my parrot is called Captain.");

    assertThat(noted).contains("Captain", "replaces", "Polly");
    assertThat(say("ada", "What is the name of my parrot?"))
        .contains("Captain")
        .doesNotContain("Polly");
    assertThat(say("ada", "What do you know about me?"))
        .contains("Captain")
        .doesNotContain("Polly");
  }

  @Test
  void send_correctionThatOnlyMakesSenseAfterTheStatement_isFiledWithIt() {
    say("ada", "The dentist expects me on Tuesday.");
    say("ada", "No, on Wednesday.");

    assertThat(say("ada", "When does the dentist expect me?")).contains("Wednesday");
  }

  @Test
  void send_questionOfAnotherAgent_findsNothing() {
    say("ada", "My dog is called Biscuit.");

    assertThat(say("bob", "What is my dog called?")).contains("found nothing");
    assertThat(say("bob", "What do you know about me?")).startsWith("I know nothing about you");
  }

  @Test
  void send_questionAskedAgain_doesNotQuoteItself() {
    say("ada", "My boat is called Petrel.");
    String first = say("ada", "What is my boat called?");

    assertThat(say("ada", "What is my boat called?")).isEqualTo(first);
    assertThat(say("ada", "What is my boat called?")).isEqualTo(first);
  }

  private String say(String agentName, String message) {
    try (Recollect memory =
            Recollect.builder()
                .home(home)
                .environment(Map.of())
                .embeddingModel(new FakeEmbeddingModel())
                .open();
        Agent agent =
            Agent.builder(memory, OfflineModel.in(ZoneOffset.UTC)).name(agentName).openOrCreate()) {
      return agent.send(message).text();
    }
  }
}
