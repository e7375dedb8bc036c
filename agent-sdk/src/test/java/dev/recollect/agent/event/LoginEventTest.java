package dev.recollect.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LoginEventTest {

  private static final Instant NOW = Instant.parse("2026-01-31T08:05:00Z");
  private static final ZoneId BERGEN = ZoneId.of("Europe/Oslo");

  @Test
  void json_ofTheFirstLogin_isInMemGptsForm() {
    assertThat(LoginEvent.of(null, NOW, BERGEN).json())
        .isEqualTo(
            "{\"type\":\"login\",\"last_login\":\"Never (first login)\","
                + "\"time\":\"2026-01-31 09:05:00 AM CET+0100\"}");
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    LoginEvent first = LoginEvent.of(null, NOW, BERGEN);
    LoginEvent later = LoginEvent.of(NOW, NOW.plusSeconds(60), BERGEN);
    assertThat(LoginEvent.read(first.json())).contains(first);
    assertThat(LoginEvent.read(later.json())).contains(later);
    assertThat(first.first()).isTrue();
    assertThat(later.first()).isFalse();
  }

  @Test
  void read_whatPeopleSay_isNone() {
    assertThat(LoginEvent.read("hello")).isEmpty();
    assertThat(LoginEvent.read("{\"last_login\": is a field I like")).isEmpty();
    assertThat(LoginEvent.read("{\"type\":\"order\",\"last_login\":1}")).isEmpty();
  }
}
