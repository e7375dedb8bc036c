package dev.recollect.benchmarks.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  @Test
  void read_lineWithoutArrow_isOnlySaid() {
    assertFalse(Expectation.read("I like tea.").asks());
  }

  @Test
  void read_question_hasWantedAndUnwanted() {
    Expectation expected = Expectation.read("What is my dog called? => Toffee, !Biscuit");

    assertEquals(
        new Expectation("What is my dog called?", true, List.of("Toffee"), List.of("Biscuit")),
        expected);
  }

  @Test
  void isMetBy_unwantedText_isNot() {
    Expectation expected = Expectation.read("What is my dog called? => Toffee, !Biscuit");

    assertTrue(expected.isMetBy("You said \"toffee\""));
    assertFalse(expected.isMetBy("Toffee, earlier Biscuit"));
  }

  @Test
  void isMetBy_nothingWanted_needsARefusal() {
    Expectation expected = Expectation.read("What is my cat called? =>");

    assertTrue(expected.isMetBy("I found nothing in my memory about that."));
    assertFalse(expected.isMetBy("You told me: Rex"));
  }
}
