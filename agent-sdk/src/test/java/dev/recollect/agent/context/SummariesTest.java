package dev.recollect.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.profile.NativeRules;
import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.text.Storable;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummariesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TokenCounter counter = new TokenCounter(new ScriptedChatModel());
  private final ProfileRules rules = new NativeRules(ZoneId.of("UTC"), null);
  private final Summaries summaries = new Summaries(counter, rules);

  private static Message said(Role role, String text) {
    return Message.of(role, Storable.of(text), NOON);
  }

  private int tokens(@Nullable StoredSummary summary) {
    return summary == null || summary.lines().isEmpty() ? 0 : counter.count(rules.shown(summary));
  }

  @Provide
  Arbitrary<List<List<Message>>> evictions() {
    Arbitrary<Message> message =
        Combinators.combine(
                Arbitraries.of(Role.USER, Role.ASSISTANT, Role.TOOL),
                Arbitraries.strings().withChars("ab é漢😀\n").ofMaxLength(400))
            .as(SummariesTest::said);
    return message.list().ofMinSize(1).ofMaxSize(12).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 300)
  void summary_isSmallerThanWhatItReplaces_andBounded_andCountsAll(
      @ForAll("evictions") List<List<Message>> evictions,
      @ForAll @IntRange(max = 600) int largest) {
    StoredSummary summary = null;
    int messages = 0;
    for (List<Message> leaving : evictions) {
      int replaced = tokens(summary) + leaving.stream().mapToInt(counter::count).sum();
      summary = summaries.extend(summary, leaving, largest, CallOptions.none());
      messages += leaving.size();
      assertThat(tokens(summary)).isLessThan(replaced).isLessThanOrEqualTo(largest);
      assertThat(summary.messages()).isEqualTo(messages);
    }
  }

  @Property(tries = 50)
  void summary_isTheSameEachTime(@ForAll("evictions") List<List<Message>> evictions) {
    List<Message> leaving = evictions.getFirst();
    assertThat(summaries.extend(null, leaving, 300, CallOptions.none()))
        .isEqualTo(summaries.extend(null, leaving, 300, CallOptions.none()));
  }

  @Test
  void summary_quotesTheBeginningOfWhatWasSaid() {
    StoredSummary first =
        summaries.extend(
            null,
            List.of(
                said(Role.USER, "My boat is called\nPetrel. " + "It is a long story. ".repeat(20)),
                said(Role.TOOL, "{}"),
                said(Role.ASSISTANT, "A fine name. ".repeat(10))),
            500,
            CallOptions.none());
    StoredSummary second =
        summaries.extend(first, List.of(said(Role.USER, "x".repeat(500))), 500, CallOptions.none());
    assertThat(rules.shown(second).text())
        .startsWith(
            "Extracts of the 4 messages before these (2026-01-01 to 2026-01-01);"
                + " conversation_search finds them whole:\n"
                + "- user: My boat is called Petrel. It is a long story.")
        .contains("\n- assistant: A fine name.")
        .contains("\n- user: xxx");
  }

  @Test
  void summaryThatIsTooLong_losesWhatTheAgentSaidFirst_thenTheOldest() {
    List<Message> leaving =
        List.of(
            said(Role.USER, "first " + "a".repeat(400)),
            said(Role.ASSISTANT, "answer " + "b".repeat(400)),
            said(Role.USER, "second " + "c".repeat(400)));
    String shorter = rules.shown(summaries.extend(null, leaving, 120, CallOptions.none())).text();
    assertThat(shorter).contains("first").contains("second").doesNotContain("answer");
    String shortest = rules.shown(summaries.extend(null, leaving, 80, CallOptions.none())).text();
    assertThat(shortest).contains("second").doesNotContain("first").doesNotContain("answer");
  }
}
