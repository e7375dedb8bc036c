package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.event.LoginEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {

  private static final LoginEvent FIRST = new LoginEvent(LoginEvent.NEVER, "now");

  private static String greeting(String persona, String human) {
    return Greeting.text(
        CoreBlocks.read(
            "<persona characters=\"1/5000\">\n%s\n</persona>\n<human characters=\"1/5000\">\n%s\n</human>\n"
                .formatted(persona, human)),
        FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My name is Wren. I am a companion.|Wren",
        "I am Ada.|Ada",
        "I am Ada Lovelace, an engineer.|Ada Lovelace",
        "I like ships. I'm Ida and I answer.|Ida",
        "I am called Åse|Åse"
      })
  void text_personaWithAName_saysIt(String persona, String name) {
    assertThat(greeting(persona, ""))
        .startsWith("Hello. I am " + name + ", and Recollect's offline model speaks for me: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name: Sam|Sam",
        "First name: Sam|Sam",
        "My name is Sam and I sail.|Sam",
        "The user's name is Sam Hill.|Sam Hill",
        "I am Sam, a sailor.|Sam",
        "Likes ships. Call me Ishmael.|Ishmael"
      })
  void text_humanWithAName_greetsByIt(String human, String name) {
    assertThat(greeting("", human))
        .startsWith("Hello, " + name + ". I am Recollect's offline model: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I am a helpful companion.|Name: not known yet",
        "I am nobody special.|Likes cats. I am Norwegian.",
        "''|''"
      })
  void text_noNames_saysWhatItIs(String persona, String human) {
    assertThat(greeting(persona, human))
        .isEqualTo(
            "Hello. I am Recollect's offline model: I file what you tell me and quote it when you ask."
                + " What should I remember?");
  }

  @Test
  void text_laterLogin_saysAgain() {
    assertThat(Greeting.text(CoreBlocks.read(""), new LoginEvent("2026-01-01", "now")))
        .startsWith("Hello again. ");
  }

  @Test
  void reply_toALogin_callsNoTool() {
    HandMadeTurn turn = new HandMadeTurn(FIRST.json()).human("Name: Sam");
    assertThat(turn.finish(OfflineModel.create())).startsWith("Hello, Sam.");
    assertThat(turn.steps()).isEqualTo(1);
  }
}
