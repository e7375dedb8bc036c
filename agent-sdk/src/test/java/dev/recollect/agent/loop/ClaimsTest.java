package dev.recollect.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.state.Claim;
import dev.recollect.memory.core.claim.Holder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Claims claims = new Claims(Holder.here(), Duration.ofMinutes(10));
  private final Holder elsewhere = new Holder("elsewhere", 1, NOW.toString(), "instance");
  private final Claim other = new Claims(elsewhere, Duration.ofMinutes(10)).begin(1, null, NOW);

  @Test
  void turnOfAProcessElsewhere_isFreeAMinuteAfterItsTimeout() {
    assertThat(claims.free(other, NOW.plusSeconds(659), false)).isFalse();
    assertThat(claims.free(other, NOW.plusSeconds(660), false)).isTrue();
  }

  @Test
  void turnThatNobodyHolds_isFree() {
    assertThat(claims.free(other.heldBy(null, NOW.plusSeconds(600)), NOW, false)).isTrue();
  }

  @Test
  void turnOfAnotherProcess_isFreeWhereOneProcessAtATimeHasTheState() {
    assertThat(claims.free(other, NOW, true)).isTrue();
  }

  @Test
  void turnOfAnotherObjectOfThisProcess_isNotFree_alsoWhereTheStateIsExclusive() {
    Claim sibling = new Claims(Holder.here(), Duration.ofMinutes(10)).begin(1, null, NOW);
    assertThat(claims.free(sibling, NOW, true)).isFalse();
  }

  @Test
  void ownTurn_isFree() {
    assertThat(claims.free(claims.begin(1, null, NOW), NOW, false)).isTrue();
  }
}
