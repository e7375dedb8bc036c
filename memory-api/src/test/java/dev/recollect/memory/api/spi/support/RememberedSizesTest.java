package dev.recollect.memory.api.spi.support;

import static dev.recollect.memory.api.spi.support.TestRecords.ACME;
import static dev.recollect.memory.api.spi.support.TestRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.Namespace;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedSizesTest {

  private long nanoTime = Long.MAX_VALUE - 5;
  private long stored = 1_000;
  private int counts;

  private final RememberedSizes<Long> sizes =
      new RememberedSizes<>(Long::longValue, () -> nanoTime);

  private long of(Namespace... namespaces) {
    return sizes.of(
        Set.of(namespaces),
        () -> {
          counts++;
          return stored;
        });
  }

  @Test
  void of_sameSetAgain_isRememberedAndAnotherIsCounted() {
    assertThat(of(ACME)).isEqualTo(1_000);
    stored = 2_000;
    assertThat(of(ACME)).isEqualTo(1_000);
    assertThat(of(ACME, GLOBEX)).isEqualTo(2_000);
    assertThat(of(GLOBEX, ACME)).isEqualTo(2_000);
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void of_halfAMinuteLater_isCountedAgain() {
    of(ACME);
    nanoTime += Duration.ofSeconds(30).toNanos() - 1;
    of(ACME);
    assertThat(counts).isEqualTo(1);
    nanoTime++;
    of(ACME);
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void of_moreThanHalfAsManyWrittenMeanwhile_isCountedAgain() {
    of(ACME);
    sizes.written(500);
    of(ACME);
    assertThat(counts).isEqualTo(1);
    sizes.written(1);
    of(ACME);
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void of_fewRecords_isCountedAgainAfterAHundredMore() {
    stored = 0;
    of(ACME);
    sizes.written(100);
    of(ACME);
    assertThat(counts).isEqualTo(1);
    sizes.written(1);
    of(ACME);
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void of_writtenWhileItIsCounted_countsAsWrittenSince() {
    sizes.of(
        Set.of(ACME),
        () -> {
          sizes.written(501);
          return 1_000L;
        });
    of(ACME);
    assertThat(counts).isEqualTo(1);
  }
}
