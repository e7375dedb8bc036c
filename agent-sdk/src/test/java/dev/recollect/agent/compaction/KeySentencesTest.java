package dev.recollect.agent.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.context.ExchangeSummaries;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.text.Storable;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class KeySentencesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final KeySentences extracts = new KeySentences(text -> (text.length() + 3) / 4);
  private final Condenser condenser =
      new Condenser(new ExchangeSummaries(new ScriptedChatModel(), false));

  private static Message user(String text) {
    return Message.of(Role.USER, Storable.of(text), NOON);
  }

  @Test
  void extract_tellsNamesAndNumbers_ratherThanChat_inOrder() {
    List<Message> said =
        List.of(
            user("Hello there! My sister Ingrid moved to Tromsø in 2019. How are you?"),
            Message.of(Role.ASSISTANT, "Nice to hear that from you.", NOON),
            user("Well, well. It is what it is. The boat Petrel lies at berth 12."));
    assertThat(extracts.of(said, 23))
        .isEqualTo(
            "user: My sister Ingrid moved to Tromsø in 2019.\n"
                + "user: The boat Petrel lies at berth 12.");
  }

  @Test
  void extract_namesTheSpeaker() {
    Message said = Message.builder(Role.USER, "Petrel is sold.", NOON).name("Sam").build();
    assertThat(extracts.of(List.of(said), 20)).isEqualTo("Sam: Petrel is sold.");
  }

  @Test
  void extractOfOneLongSentence_isItsBeginning() {
    String text = extracts.of(List.of(user("word ".repeat(2_000))), 30);
    assertThat(text).startsWith("user: word word").endsWith("…").hasSizeLessThanOrEqualTo(120);
  }

  @Provide
  Arbitrary<List<Message>> conversations() {
    return Arbitraries.strings()
        .withChars("aB é漢😀.?\n1")
        .ofMinLength(1)
        .ofMaxLength(300)
        .filter(text -> !text.isBlank())
        .map(KeySentencesTest::user)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Property(tries = 300)
  void summary_isSmallerThanWhatItStandsFor_andTheSameEachTime(
      @ForAll("conversations") List<Message> said,
      @ForAll @DoubleRange(min = 0.05, max = 0.9) double share) {
    var summary = condenser.condense(said, share, CallOptions.none());
    summary.ifPresent(text -> {
      assertThat(text.after()).isLessThan(text.before());
      assertThat(text.text()).isNotBlank();
    });
    assertThat(condenser.condense(said, share, CallOptions.none())).isEqualTo(summary);
  }
}
