package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerShapeTest {

  record Boat(String name, int berth, Optional<String> note) {}

  record Even(int number) {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("number is " + number + "; it must be even");
      }
    }
  }

  private final AnswerShape<Boat> boats =
      AnswerShape.of(
          Boat.class,
          component ->
              component.getName().equals("berth") ? Optional.of("From 1") : Optional.empty());

  private static final Boat PETREL = new Boat("Petrel", 7, Optional.empty());

  @Test
  void schema_saysWhatTheRecordTakes() {
    assertThat(boats.schema())
        .isEqualTo(
            """
            {"type":"object","properties":{"name":{"type":"string"},"berth":{"type":"integer",\
            "description":"From 1"},"note":{"type":"string"}},"required":["name","berth"],\
            "additionalProperties":false}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Petrel\",\"berth\":7}",
        " \n{\"name\":\"Petrel\",\"berth\":\"7\",\"note\":null}\n",
        "```json\n{\"name\":\"Petrel\",\"berth\":7}\n```",
        "Here it is:\n```json\n{\"name\":\"Petrel\",\"berth\":7.0}\n```\nAnything else?",
        "The boat is {\"name\":\"Petrel\",\"berth\":7}.",
        "I use {curly} brackets: {\"name\":\"Petrel\",\"berth\":7}",
      })
  void oneObject_isReadFromWhateverStandsAroundIt(String text) {
    assertThat(boats.read(text)).isEqualTo(PETREL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the answer is empty; it must be one JSON object",
        "The boat is Petrel. | the answer is no JSON object",
        "{'name':'Petrel'} | 'berth' is missing; it must be a whole number",
        "{'name':'Petrel','berth':'seven'} | 'berth' is 'seven'; it must be a whole number",
        "{'name':'Petrel','berth':7,'colour':'red'} | there is no 'colour'",
        "{'name':'A','berth':1} or {'name':'B','berth':2} | the answer holds 2 JSON objects; it must hold one alone",
        "{'name':'A','inner':{'name':'B','berth':2}, | the answer is no JSON object",
        "[{'name':'A','berth':1},{'name':'B','berth':2}] | the answer holds 2 JSON objects",
        "{'name':'Petrel','berth':99999999999} | 'berth' is refused: Numeric value (99999999999) out of range of int",
      })
  void answerThatIsNoRecord_isExplained(String text, String explanation) {
    assertThatThrownBy(() -> boats.read(text.replace('\'', '"')))
        .isInstanceOf(UnreadableAnswerException.class)
        .message()
        .satisfies(said -> assertThat(said.replace('"', '\'')).startsWith(explanation));
  }

  @Test
  void recordThatRefusesItsContent_saysWhy() {
    AnswerShape<Even> even = AnswerShape.of(Even.class, component -> Optional.empty());
    assertThatThrownBy(() -> even.read("{\"number\":3}"))
        .isInstanceOf(UnreadableAnswerException.class)
        .hasMessageContaining("number is 3; it must be even");
  }

  @Test
  void hostileAnswers_areExplainedInTime() {
    for (String text :
        List.of(
            "{".repeat(100_000),
            "{\"a\":".repeat(40_000),
            "[{".repeat(50_000),
            "{ ".repeat(90_000),
            "x".repeat(AnswerShape.LONGEST + 1))) {
      assertThatThrownBy(() -> boats.read(text)).isInstanceOf(UnreadableAnswerException.class);
    }
  }
}
