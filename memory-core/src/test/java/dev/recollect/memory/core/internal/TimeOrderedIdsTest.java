package dev.recollect.memory.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.tck.fake.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  // The time of the example in RFC 9562, appendix A.6.
  private final ManualClock clock = new ManualClock(Instant.ofEpochMilli(0x017F22E279B0L));
  private final TimeOrderedIds ids = new TimeOrderedIds(clock);

  @Test
  void next_hasTimeVersionAndVariantOfTheStandard() {
    String id = ids.next();

    assertThat(id).startsWith("017f22e2-79b0-7");
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
  }

  @Test
  void next_oneMillisecondLater_sortsLater() {
    String before = ids.next();
    clock.advance(Duration.ofMillis(1));

    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void next_sameMillisecond_neverRepeats() {
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < 10_000; index++) {
      assertThat(seen.add(ids.next())).isTrue();
    }
  }
}
