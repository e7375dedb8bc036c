package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Projection;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many records are asked for at a time. */
class AnswerSizesTest {

  private final AnswerSizes sizes = new AnswerSizes();
  private final List<Integer> asked = new ArrayList<>();

  @Test
  void ask_answersTooLarge_asksForFewerAndRemembers() {
    assertThat(ask(1_000, 20).asked()).isLessThanOrEqualTo(20);
    asked.clear();

    ask(1_000, 20);

    assertThat(asked.getFirst()).isLessThan(1_000);
  }

  @Test
  void ask_evenOneTooLarge_fails() {
    assertThatExceptionOfType(MemoryException.class).isThrownBy(() -> ask(1_000, 0));
    assertThat(asked.getLast()).isEqualTo(1);
  }

  @Test
  void ask_largeRecordsSeen_asksForAboutEightMegabytes() {
    RetrievedPoint large =
        RetrievedPoint.newBuilder()
            .putPayload("_text", PointValues.of("x".repeat(100_000)))
            .build();
    for (int round = 0; round < 10; round++) {
      sizes.note(Projection.ALL, Collections.nCopies(10, large));
    }

    assertThat(ask(1_000, 1_000).asked()).isBetween(60, 90);
  }

  private AnswerSizes.Asked<Integer> ask(int most, int bearable) {
    return sizes.ask(
        Projection.ALL,
        most,
        many -> {
          asked.add(many);
          if (many > bearable) {
            throw new GrpcFaults(new ServerAddress("host", 1, false))
                .of(
                    Status.RESOURCE_EXHAUSTED
                        .withDescription("gRPC message exceeds maximum size 134217728: 200000000")
                        .asRuntimeException(),
                    true,
                    false);
          }
          return many;
        });
  }
}
