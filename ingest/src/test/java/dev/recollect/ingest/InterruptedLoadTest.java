package dev.recollect.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads that do not come to their end, and the ones after them. */
@Timeout(60)
class InterruptedLoadTest {

  /** More than two batches. */
  private static final int FILES = 300;

  @TempDir private Path temporary;

  private LoadFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(temporary);
    fixture.files(FILES);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static MemoryException unavailable() {
    return new MemoryException(ErrorKind.UNAVAILABLE, "the model has gone", null);
  }

  /** Returns an action that fails the given call of it, counted from 1, and no other. */
  private static Runnable failingAt(int call) {
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      if (calls.incrementAndGet() == call) {
        throw unavailable();
      }
    };
  }

  private void assertEveryFileOnce() {
    assertThat(fixture.held()).hasSize(FILES).allMatch(Document::complete);
    assertThat(fixture.documents().count()).isEqualTo(FILES);
    assertThat(fixture.found("lamp room 17")).contains("The lamp of room 17 is green.");
    assertThat(fixture.found("lamp room 17")).doesNotHaveDuplicates();
  }

  @Test
  void load_cancelledInTheMiddle_keepsWhatIsWritten_andTheNextCompletesIt() {
    CancellationToken token = new CancellationToken();
    LoadListener cancelling =
        new LoadListener() {
          @Override
          public void progressed(LoadProgress progress) {
            if (progress.documents() > 0) {
              token.cancel();
            }
          }
        };
    CallOptions options = CallOptions.none().withCancellation(token);
    assertThatThrownBy(() -> fixture.loader().load(fixture.all(), cancelling, options))
        .isInstanceOfSatisfying(
            MemoryException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(ErrorKind.CANCELLED));
    assertThat(fixture.held()).hasSizeBetween(1, FILES - 1);
    LoadReport rest = fixture.load();
    assertThat(rest.unchanged()).isPositive();
    assertThat(rest.added() + rest.unchanged()).isEqualTo(FILES);
    assertEveryFileOnce();
  }

  @Test
  void load_whoseModelFails_isCompletedByTheNext() {
    for (int call : new int[] {1, 2, 2}) {
      fixture.model.beforeCall(failingAt(call));
      assertThatThrownBy(fixture::load).hasMessageContaining("the model has gone");
    }
    fixture.load();
    assertEveryFileOnce();
  }

  @Test
  void load_whoseModelFailsOnAChange_isCompletedByTheNext() throws IOException {
    fixture.load();
    fixture.file("file-017.txt", "The lamp of room 17 is red.");
    fixture.model.beforeCall(failingAt(1));
    assertThatThrownBy(fixture::load).hasMessageContaining("the model has gone");
    assertThat(fixture.found("lamp room 17")).contains("The lamp of room 17 is green.");
    fixture.load();
    assertThat(fixture.found("lamp room 17"))
        .contains("The lamp of room 17 is red.")
        .doesNotContain("The lamp of room 17 is green.");
    assertThat(fixture.documents().count()).isEqualTo(FILES);
  }

  @Test
  void load_thatFailsBeforeAnyCommit_isCompletedByTheNext() {
    for (int commit = 1; commit <= 8; commit++) {
      fixture.backend.beforeCommit(failingAt(commit));
      assertFails();
    }
    fixture.backend.beforeCommit(() -> {});
    fixture.load();
    assertEveryFileOnce();
  }

  @Test
  void load_thatDoesNotLearnOfACommit_isCompletedByTheNextOfTheSameProcess() {
    for (int commit = 1; commit <= 8; commit++) {
      fixture.backend.afterCommit(failingAt(commit));
      assertFails();
    }
    fixture.backend.afterCommit(() -> {});
    fixture.load();
    assertEveryFileOnce();
  }

  /** A failure of the last commit, which gives the lease back, is nobody's loss. */
  private void assertFails() {
    try {
      fixture.load();
    } catch (MemoryException e) {
      assertThat(e).hasMessageContaining("the model has gone");
    }
  }

  @Test
  void load_whileAnotherIsUnderWay_isAConflictThatNamesTheProcess_andTheOtherCompletes()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    fixture.model.beforeCall(() -> {
      begun.countDown();
      await(goOn);
    });
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<LoadReport> first = threads.submit(() -> fixture.load());
      await(begun);
      MemoryException second = catchThrowableOfType(MemoryException.class, fixture::load);
      goOn.countDown();
      assertThat(second.kind()).isEqualTo(ErrorKind.CONFLICT);
      assertThat(second)
          .hasMessageContaining("'notes'")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(first.get().added()).isEqualTo(FILES);
    }
    assertEveryFileOnce();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void load_tellsProgressThatNeverGoesBack_andEndsWithAll() throws IOException {
    fixture.file("bad.txt", "");
    List<LoadProgress> told = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>();
    LoadListener listener =
        new LoadListener() {
          @Override
          public void progressed(LoadProgress progress) {
            told.add(progress);
          }

          @Override
          public void skipped(SkippedFile file) {
            skipped.add(file);
          }
        };
    LoadReport report = fixture.loader().load(fixture.all(), listener, CallOptions.none());
    assertThat(skipped).isEqualTo(report.skipped()).hasSize(1);
    for (int index = 1; index < told.size(); index++) {
      LoadProgress before = told.get(index - 1);
      LoadProgress after = told.get(index);
      assertThat(after.documents()).isGreaterThanOrEqualTo(before.documents());
      assertThat(after.passages()).isGreaterThanOrEqualTo(before.passages());
      assertThat(after.bytes()).isGreaterThanOrEqualTo(before.bytes());
      assertThat(after.total()).isEqualTo(FILES + 1);
    }
    assertThat(told.getFirst())
        .isEqualTo(new LoadProgress(0, FILES + 1, 0, 0, told.getFirst().totalBytes()));
    LoadProgress last = told.getLast();
    assertThat(last.documents()).isEqualTo(last.total());
    assertThat(last.bytes()).isEqualTo(last.totalBytes());
    assertThat(last.passages()).isEqualTo(report.passages()).isEqualTo(FILES);
  }

  @Test
  void load_whoseListenerThrows_ends_andTheNextCompletesIt() {
    LoadListener throwing =
        new LoadListener() {
          @Override
          public void progressed(LoadProgress progress) {
            if (progress.passages() > 0) {
              throw new IllegalStateException("seen enough");
            }
          }
        };
    assertThatThrownBy(() -> fixture.loader().load(fixture.all(), throwing, CallOptions.none()))
        .isInstanceOf(IllegalStateException.class);
    fixture.load();
    assertEveryFileOnce();
  }
}
