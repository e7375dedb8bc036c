package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void put_everyType_isReturnedWithItsType() {
    Payload payload =
        Payload.builder()
            .put("text", "a")
            .put("number", Long.MIN_VALUE)
            .put("ratio", -0.0)
            .put("flag", true)
            .put("at", Instant.parse("2026-01-01T00:00:00.123456789Z"))
            .put("tags", List.of("b", "b"))
            .build();
    assertThat(payload.get("number")).contains(new PayloadValue.Int64(Long.MIN_VALUE));
    assertThat(payload.get("ratio")).contains(new PayloadValue.Float64(0.0));
    assertThat(payload.get("at"))
        .contains(new PayloadValue.Moment(Instant.parse("2026-01-01T00:00:00.123456Z")));
    assertThat(payload.get("tags")).contains(new PayloadValue.TextList(List.of("b", "b")));
    assertThat(payload.text("number")).isEmpty();
  }

  @Test
  void build_reservedOrOddKey_isRefused() {
    for (String key : List.of("parent", "lot", "", "1a", "a b", "a.b", "x".repeat(65))) {
      assertThatThrownBy(() -> Payload.builder().put(key, 1).build()).hasMessageContaining("key");
    }
  }

  @Test
  void build_atTheLimit_isAccepted_aboveIt_isRefused() {
    assertThat(Payload.builder().put("k", "x".repeat(Limits.PAYLOAD_BYTES - 1)).build().values())
        .hasSize(1);
    assertThatThrownBy(() -> Payload.builder().put("k", "x".repeat(Limits.PAYLOAD_BYTES)).build())
        .hasMessageContaining("at most");
  }

  @Test
  void of_doubleThatIsNotFinite_orInstantOutOfRange_isRefused() {
    assertThatThrownBy(() -> PayloadValue.of(Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> PayloadValue.of(Instant.MAX)).hasMessageContaining("9999");
    assertThatThrownBy(() -> PayloadValue.of(Instant.MIN)).hasMessageContaining("9999");
  }

  @Test
  void ofEpochMicros_limits_roundTrip() {
    for (Instant limit : List.of(Moments.EARLIEST, Moments.LATEST, Instant.EPOCH)) {
      PayloadValue.Moment moment = new PayloadValue.Moment(limit);
      assertThat(PayloadValue.Moment.ofEpochMicros(moment.epochMicros())).isEqualTo(moment);
    }
  }
}
