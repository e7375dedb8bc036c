package dev.recollect.agent.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final Traces SAFE = Traces.of(List.of("The code of the safe is 7431-QUARTZ."));
  private static final Traces BOAT = Traces.of(List.of("My boat is called Petrel, by the way."));

  @Test
  void in_findsTheSameInOtherWords() {
    for (String text :
        List.of(
            "Safe: 7431-QUARTZ",
            "The combination is 7431",
            "{\"content\":\"safe code QUARTZ\"}",
            "Has a dog. Opens the safe with 7431.")) {
      assertThat(SAFE.in(text)).as(text).isTrue();
    }
    assertThat(BOAT.in("Boat: Petrel")).isTrue();
    assertThat(BOAT.in("The user's boats include Petrel and Gull.")).isTrue();
    assertThat(BOAT.in("petrel")).isTrue();
  }

  @Test
  void in_leavesOtherThingsAlone() {
    for (String text :
        List.of(
            "",
            "Has a dog.",
            "The safe is in the cellar.",
            "Wears a code of honour",
            "Born in 1974",
            "Works at night")) {
      assertThat(SAFE.in(text)).as(text).isFalse();
    }
    assertThat(BOAT.in("The boat is green.")).isFalse();
    assertThat(BOAT.in("Sam likes boats.")).isFalse();
  }

  @Test
  void in_aWordAmongStopWords_tellsOfNothing() {
    Traces noted = Traces.of(List.of("I shall remember 7431-QUARTZ."));
    assertThat(noted.in("I remember what I am told and say so when I do not know.")).isFalse();
    assertThat(noted.in("quartz")).isTrue();
  }

  @Test
  void questions_stateNothing_butTheirCodesCount() {
    Traces asked = Traces.of(List.of("Where is the boat of Sam?", "Is the code 7431 right?"));
    assertThat(asked.in("Sam has a boat.")).isFalse();
    assertThat(asked.in("Door: 7431")).isTrue();
  }

  @Test
  void yearsAndShortNumbers_areNoCodes() {
    Traces old = Traces.of(List.of("In 1987 she bought 12 apples."));
    assertThat(old.in("The house was built in 1987.")).isFalse();
    assertThat(old.in("Shoe size 12")).isFalse();
    assertThat(old.in("Bought apples in 1987")).isTrue();
  }

  @Test
  void greetings_leaveNoTraces() {
    Traces hello = Traces.of(List.of("Hello!", "Thanks, great.", "ok"));
    assertThat(hello.in("Says hello and thanks to all")).isFalse();
  }

  @Test
  void without_takesSentencesAndLinesOut_andLeavesTheRestAsItIs() {
    String block =
        "Name: Sam\n- boat: Petrel\n\nHas a dog.  Boat is called Petrel. Likes tea.\n  end";
    assertThat(BOAT.without(block)).isEqualTo("Name: Sam\n\nHas a dog. Likes tea.\n  end");
    assertThat(SAFE.without(block)).isEqualTo(block);
    assertThat(BOAT.without("boat Petrel")).isEmpty();
  }

  @Test
  void otherLanguages_areComparedWordByWord() {
    Traces norwegian = Traces.of(List.of("Båten heter Terne."));
    assertThat(norwegian.in("Båten: Terne")).isTrue();
    assertThat(norwegian.in("Hunden: Rex")).isFalse();
  }
}
