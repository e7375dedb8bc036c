package dev.recollect.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactAnswerTest {

  private static final String FACT =
      "{\"sentence\":\"Sam lives in Oslo.\",\"entity\":\"Sam\",\"attribute\":\"home\",\"value\":\"Oslo\"}";

  private static ChatReply reply(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private static String facts(String... facts) {
    return "{\"facts\":[" + String.join(",", facts) + "]}";
  }

  @Test
  void parse_bySchema_readsFacts() throws Exception {
    String dated = FACT.replace("}", ",\"valid_from\":\"2026-03-01\"}");
    List<Fact> facts = FactAnswer.parse(reply(facts(FACT, dated)));
    assertThat(facts).hasSize(2);
    assertThat(facts.get(0).entity()).isEqualTo("Sam");
    assertThat(facts.get(0).value()).isEqualTo("Oslo");
    assertThat(facts.get(1).validFrom()).contains(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void parse_inACodeFence_readsFacts() throws Exception {
    assertThat(FactAnswer.parse(reply("```json\n" + facts(FACT) + "\n```"))).hasSize(1);
    assertThat(FactAnswer.parse(reply(facts()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Here are the facts: {\"facts\":[]}",
        "[]",
        "{}",
        "{\"facts\":null}",
        "{\"facts\":{}}",
        "{\"facts\":[],\"more\":1}",
        "{\"facts\":[\"Sam lives in Oslo\"]}",
        "{\"facts\":[{\"sentence\":\"x\"}]}",
        "{\"facts\":[{\"sentence\":\"\",\"entity\":\"\",\"attribute\":\"\",\"value\":\"\"}]}",
        "{\"facts\":[{\"sentence\":5,\"entity\":\"\",\"attribute\":\"\",\"value\":\"\"}]}",
        "{\"facts\":[]} {\"facts\":[]}",
        "{\"facts\":[],\"facts\":[]}",
        "{\"facts\":[{\"sentence\":\"x\",\"entity\":\"\",\"attribute\":\"\",\"value\":\"\","
            + "\"valid_to\":\"soon\"}]}"
      })
  void parse_ofAnythingElse_saysWhatIsWrong(String text) {
    assertThatThrownBy(() -> FactAnswer.parse(reply(text)))
        .isInstanceOf(FactAnswer.MalformedException.class)
        .hasMessageMatching("(?s).{5,}");
  }

  @Test
  void parse_ofTooManyFacts_isMalformed() {
    String many = IntStream.range(0, 21).mapToObj(n -> FACT).collect(Collectors.joining(","));
    assertThatThrownBy(() -> FactAnswer.parse(reply(facts(many))))
        .hasMessageContaining("at most 20");
  }

  @Test
  void parse_ofACutAnswer_isMalformed() {
    ChatReply cut = new ChatReply(facts(), List.of(), ChatReply.Finish.LENGTH, Usage.NONE);
    assertThatThrownBy(() -> FactAnswer.parse(cut)).hasMessageContaining("cut off");
  }
}
