package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked again, when, and how often. */
class RetryTest {

  private static final String BUSY =
      "{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}";

  private LoopbackServer server;
  private Asked asked;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
    asked = Asked.of(server);
  }

  @AfterEach
  void close() {
    asked.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
  void reply_statusThatMayPass_isAskedAgain(int status) {
    server.answers(status, "{}").answers(status, "").says("{\"content\":\"back\"}");

    assertThat(asked.reply().text()).isEqualTo("back");
    assertThat(server.requests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422})
  void reply_statusThatStays_isNotAskedAgain(int status) {
    server.answers(status, "{\"error\":{\"message\":\"no\"}}");

    assertThat(asked.failure().retryable()).isFalse();
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_quotaUsedUp_isNotAskedAgain() {
    server.answers(429, "{\"error\":{\"message\":\"no\",\"code\":\"insufficient_quota\"}}");

    assertThat(asked.failure().kind()).isEqualTo(ErrorKind.LIMIT);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_neverBetter_failsAfterThreeMoreAndSaysSo() {
    server.answers(503, "{}");

    assertThat(asked.failure())
        .hasMessageContaining("asked 4 times")
        .extracting("kind")
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(4);
  }

  @Test
  void reply_serverSaysNotToRetry_isNotAskedAgain() {
    server.answers(500, "{}", Map.of("x-should-retry", "false"));

    assertThat(asked.failure().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_retryAfter_isWaitedFor() {
    server.answers(429, BUSY, Map.of("Retry-After", "1")).says("{\"content\":\"back\"}");
    long begin = System.nanoTime();

    assertThat(asked.reply().text()).isEqualTo("back");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void reply_retryAfterBeyondTheDeadline_failsAtOnceAndSaysWhatWasAsked() {
    server.answers(429, BUSY, Map.of("Retry-After", "120"));
    long begin = System.nanoTime();

    MemoryException failure = asked.failure(CallOptions.within(Duration.ofSeconds(30)));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("120 s").hasMessageContaining("left");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_cancelledBetweenAttempts_isCancelledAtOnce() {
    server.answers(429, BUSY, Map.of("Retry-After", "50"));
    CancellationToken token = new CancellationToken();
    long begin = System.nanoTime();

    try (ExecutorService later = Executors.newSingleThreadExecutor()) {
      later.execute(() -> {
        server.awaitAnswered();
        token.cancel();
      });
      assertThat(asked.failure(CallOptions.none().withCancellation(token)).kind())
          .isEqualTo(ErrorKind.CANCELLED);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void reply_nothingIsSentTwice_whereTheServerAnswers() throws IOException {
    server.says("{\"content\":\"once\"}");

    asked.reply();

    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void backOff_withoutHint_doublesUnderARandomPart() {
    Retries whole = new Retries(9, Duration.ofMillis(500), () -> 1);
    Retries none = new Retries(9, Duration.ofMillis(500), () -> 0);

    assertThat(whole.backOff(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(whole.backOff(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(whole.backOff(3)).isEqualTo(Duration.ofSeconds(2));
    assertThat(whole.backOff(90)).isEqualTo(Duration.ofSeconds(20));
    assertThat(none.backOff(3)).isZero();
  }

  @Test
  void retryAfter_inItsForms_isRead() {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    String later =
        ZonedDateTime.ofInstant(now.plusSeconds(90), ZoneOffset.UTC)
            .format(DateTimeFormatter.RFC_1123_DATE_TIME);

    assertThat(read(now, Map.of("retry-after", "2"))).contains(Duration.ofSeconds(2));
    assertThat(read(now, Map.of("retry-after", "0.25"))).contains(Duration.ofMillis(250));
    assertThat(read(now, Map.of("retry-after", later))).contains(Duration.ofSeconds(90));
    assertThat(read(now, Map.of("retry-after-ms", "1500", "retry-after", "2")))
        .contains(Duration.ofMillis(1500));
    assertThat(read(now, Map.of("x-ms-retry-after-ms", "7"))).contains(Duration.ofMillis(7));
    assertThat(read(now, Map.of("retry-after", "1e300")).orElseThrow().toDays())
        .isCloseTo(365, within(1L));
    for (String nothing :
        new String[] {"soon", "", "-3", "0", "NaN", "Fri, 02 Jan 2026 03:04:00 GMT"}) {
      assertThat(read(now, Map.of("retry-after", nothing))).as(nothing).isEmpty();
    }
    assertThat(read(now, Map.of())).isEmpty();
  }

  private static Optional<Duration> read(Instant now, Map<String, String> headers) {
    return RetryAfter.of(
        name -> Optional.ofNullable(headers.get(name)), Clock.fixed(now, ZoneOffset.UTC));
  }
}
