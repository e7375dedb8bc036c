package dev.recollect.agent.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.compaction.CompactionPolicy.Messages;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CompactionPolicyTest {

  @Test
  void policy_keepsMessages_unlessToldOtherwise() {
    CompactionPolicy policy = CompactionPolicy.builder().olderThan(Duration.ofDays(30)).build();
    assertThat(policy.on()).isTrue();
    assertThat(policy.messages()).isEqualTo(Messages.KEEP);
    assertThat(policy.newest()).isZero();
    assertThat(CompactionPolicy.off().on()).isFalse();
  }

  @Test
  void policyThatDoesNotSayWhatIsOld_isRefused() {
    assertThatThrownBy(() -> CompactionPolicy.builder().messages(Messages.DELETE).build())
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("olderThan or keepNewest");
  }

  @Test
  void valuesOutOfRange_areRefused() {
    List<UnaryOperator<CompactionPolicy.Builder>> wrong =
        List.of(
            builder -> builder.olderThan(Duration.ZERO),
            builder -> builder.keepNewest(0),
            builder -> builder.exchanges(0, 5),
            builder -> builder.exchanges(6, 5),
            builder -> builder.exchanges(1, 1_001),
            builder -> builder.tokens(99),
            builder -> builder.share(0.01),
            builder -> builder.share(Double.NaN),
            builder -> builder.records(0),
            builder -> builder.within(Duration.ofSeconds(-1)));
    for (UnaryOperator<CompactionPolicy.Builder> each : wrong) {
      assertThatThrownBy(() -> each.apply(CompactionPolicy.builder()))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
    }
  }

  @Test
  void policy_isNotChangedByItsBuilder() {
    CompactionPolicy.Builder builder = CompactionPolicy.builder().keepNewest(3);
    CompactionPolicy policy = builder.build();
    builder.keepNewest(4);
    assertThat(policy.newest()).isEqualTo(3);
  }
}
