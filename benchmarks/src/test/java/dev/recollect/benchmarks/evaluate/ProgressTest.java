package dev.recollect.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.tck.fake.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  private Progress progress(boolean terminal, int total) {
    PrintStream error = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new Progress(new Console(error, error, terminal), clock, "documents written", total);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void add_withoutATerminal_writesALineEveryTenthOfTheWay() {
    Progress progress = progress(false, 1_000);
    for (int count = 0; count < 100; count++) {
      clock.advance(Duration.ofMillis(100));
      progress.add(10);
    }

    assertThat(text().lines())
        .hasSize(10)
        .startsWith("documents written: 100 of 1,000, about 9 s left")
        .endsWith("documents written: 1,000 of 1,000");
  }

  @Test
  void add_withoutATerminalAndSlow_writesALineEveryMinute() {
    Progress progress = progress(false, 1_000);
    for (int count = 0; count < 5; count++) {
      clock.advance(Duration.ofSeconds(31));
      progress.add(1);
    }

    assertThat(text().lines()).hasSize(2);
  }

  @Test
  void add_onATerminal_rewritesOneLineAndClearsIt() {
    Progress progress = progress(true, 20);
    for (int count = 0; count < 20; count++) {
      clock.advance(Duration.ofMillis(150));
      progress.add(1);
    }

    assertThat(text()).doesNotContain("\n").startsWith("\rdocuments written: 2 of 20");
    assertThat(text()).endsWith("\r\u001b[K");
  }
}
