package dev.recollect.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I live in Berlin.                    | user      | home             | Berlin",
        "My favourite colour is green.        | user      | favourite colour | green",
        "My phone number is 555-1234.         | user      | phone number     | 555-1234",
        "My sister lives in Paris.            | sister    | home             | Paris",
        "Anna works at Siemens.               | Anna      | job              | Siemens",
        "The project deadline is March 3.     | project deadline | project deadline | March 3"
      })
  void of_sentence_readsEntityAttributeAndValue(
      String sentence, String entity, String attribute, String value) {
    Fact fact = Fact.of(sentence);
    assertThat(fact.sentence()).isEqualTo(sentence);
    assertThat(fact.entity()).isEqualTo(entity);
    assertThat(fact.attribute()).isEqualTo(attribute);
    assertThat(fact.value()).isEqualTo(value);
  }

  @Test
  void of_blank_isInvalid() {
    assertThatThrownBy(() -> Fact.of(" ")).hasMessageContaining("blank");
  }

  @Test
  void builder_beyondItsBounds_isALimit() {
    assertThatThrownBy(() -> Fact.builder("x".repeat(Fact.SENTENCE + 1)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    assertThatThrownBy(() -> Fact.builder("x").value("y".repeat(Fact.PART + 1)))
        .hasMessageContaining("value of the fact has 301 characters");
  }

  @Test
  void builder_endingBeforeItBegins_isInvalid() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Fact.Builder fact = Fact.builder("x").validFrom(now).validTo(now.minusSeconds(1));
    assertThatThrownBy(fact::build).hasMessageContaining("swap the two");
  }

  @Test
  void policy_ofOtherRolesOrNoTime_isInvalid() {
    FactPolicy policy = FactPolicy.byRules();
    assertThatThrownBy(() -> policy.of(Set.of(Role.TOOL))).hasMessageContaining("TOOL");
    assertThatThrownBy(() -> policy.of(Set.of())).hasMessageContaining("USER");
    assertThatThrownBy(() -> policy.within(Duration.ZERO)).hasMessageContaining("above zero");
  }
}
