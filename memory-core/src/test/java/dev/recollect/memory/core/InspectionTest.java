package dev.recollect.memory.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.core.inspect.BackendUse;
import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  @TempDir Path home;

  private final List<String> diary = new ArrayList<>();
  private final FakeBackendProvider kept = new FakeBackendProvider("kept", diary);
  private final FakeBackendProvider plain =
      new FakeBackendProvider("plain", diary)
          .withSettings(Setting.of("url", SettingType.TEXT, "Where it is"))
          .withoutState();

  private Recollect.Builder builder() {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .embeddingModel(new FakeEmbeddingModel())
        .backendProvider(kept)
        .backendProvider(plain)
        .set("memory.recall.backend", "kept")
        .set("memory.archival.backend", "kept");
  }

  private static List<String> shown(List<Check> checks) {
    return checks.stream()
        .map(check -> check.part() + (check.works() ? " works: " : " fails: ") + check.detail())
        .toList();
  }

  private List<String> answers(Recollect.Builder builder, Duration deadline) {
    try (Inspection inspection = builder.inspect()) {
      return shown(inspection.answers("offline", deadline));
    }
  }

  @Test
  void inspect_opensNothing() {
    try (Inspection inspection = builder().inspect()) {
      assertThat(inspection.providers())
          .extracting(found -> found.kind() + " " + found.id())
          .containsExactly("backend inmemory", "backend kept", "backend plain");
      assertThat(inspection.backendUses())
          .containsExactly(
              new BackendUse("recall", "kept", "kept"), new BackendUse("archival", "kept", "kept"));
      assertThat(inspection.home().path()).isEqualTo(home);
      assertThat(inspection.faults()).isEmpty();
    }
    assertThat(diary).isEmpty();
  }

  @Test
  void answers_everyConfiguredBackend_isOpenedOnceAndClosed() {
    List<String> answers =
        answers(
            builder().set("backend.other.type", "plain").set("backend.other.url", "x"), PATIENT);

    assertThat(answers)
        .contains("backend kept works: kept (in a test)")
        .contains("backend other works: other: plain (in a test)")
        .anyMatch(line -> line.startsWith("chat model offline fails: there is no chat model"));
    assertThat(diary)
        .containsExactlyInAnyOrder("open kept", "open other", "close other", "close kept");
  }

  @Test
  void answers_backendThatFails_isToldAndTheOthersAnswer() {
    plain.failingToOpen(new MemoryException(ErrorKind.UNAVAILABLE, "nobody listens at db:5432"));

    assertThat(answers(builder().set("memory.archival.backend", "plain"), PATIENT))
        .contains("backend kept works: kept (in a test)")
        .contains("backend plain fails: nobody listens at db:5432");
  }

  @Test
  void answers_unhealthyBackend_fails() {
    kept.reporting(new Health(false, "the disk is full"));

    assertThat(answers(builder(), PATIENT)).contains("backend kept fails: kept (the disk is full)");
  }

  @Test
  void answers_backendThatHangs_isToldWithinTheDeadline() {
    CountDownLatch latch = new CountDownLatch(1);
    plain.hangingUntil(latch);
    try {
      assertThat(answers(builder().set("memory.archival.backend", "plain"), Duration.ofMillis(300)))
          .contains("backend kept works: kept (in a test)")
          .contains("backend plain fails: no answer within 300 ms");
    } finally {
      latch.countDown();
    }
  }

  @Test
  void answers_storedWithAnotherModel_isToldWithoutChangingAnything() {
    assertThat(answers(builder(), PATIENT)).contains("what is stored in recall works: nothing yet");
    builder().open().close();
    Recollect.Builder other = builder().embeddingModel(new FakeEmbeddingModel(32));

    assertThat(answers(builder(), PATIENT)).contains("what is stored in recall works: fits");
    assertThat(answers(other, PATIENT))
        .anyMatch(line ->
            line.startsWith("what is stored in recall fails: the recall memory was written with")
                && line.contains("/64")
                && line.contains("/32"));
    builder().open().close();
  }

  @Test
  void answers_withWrongSettings_areNone() {
    try (Inspection inspection = builder().set("memory.blok.limit", "1").inspect()) {
      assertThat(inspection.faults()).singleElement().asString().contains("memory.block.limit");
      assertThat(inspection.answers("offline", PATIENT)).isEmpty();
    }
    assertThat(diary).isEmpty();
  }
}
