package dev.recollect.memory.core.internal.wiring;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddingLoaderTest {

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();

  @Test
  void constructor_doesNotWaitForTheModel() {
    CountDownLatch mayOpen = new CountDownLatch(1);

    EmbeddingLoader loader = new EmbeddingLoader(() -> afterwards(mayOpen));
    mayOpen.countDown();

    assertThat(loader.model()).isSameAs(model);
    loader.close();
    assertThat(model.closed()).isTrue();
  }

  @Test
  void close_beforeTheModelIsOpen_waitsForItAndClosesIt() throws Exception {
    CountDownLatch mayOpen = new CountDownLatch(1);
    EmbeddingLoader loader = new EmbeddingLoader(() -> afterwards(mayOpen));
    Thread closing = Thread.ofPlatform().start(loader::close);
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    mayOpen.countDown();

    assertThat(closing.join(Duration.ofMinutes(1))).isTrue();
    assertThat(model.closed()).isTrue();
  }

  @Test
  void close_interruptedWhileTheModelOpens_closesItOnceItIs() throws Exception {
    Exchanger<String> closed = new Exchanger<>();
    CountDownLatch mayOpen = new CountDownLatch(1);
    EmbeddingLoader loader =
        new EmbeddingLoader(() -> {
          afterwards(mayOpen);
          return new Closing(model, closed);
        });

    Thread.currentThread().interrupt();
    loader.close();
    assertThat(Thread.interrupted()).isTrue();
    mayOpen.countDown();

    assertThat(closed.exchange("", 1, TimeUnit.MINUTES)).isEqualTo("closed");
  }

  @Test
  void model_thatFailsToOpen_keepsItsKind() {
    MemoryException missing = new MemoryException(ErrorKind.AUTHENTICATION, "no key");
    EmbeddingLoader known =
        new EmbeddingLoader(() -> {
          throw missing;
        });
    EmbeddingLoader unknown =
        new EmbeddingLoader(() -> {
          throw new UnsatisfiedLinkError("no library");
        });

    assertThatThrownBy(known::model)
        .satisfies(kind(ErrorKind.AUTHENTICATION))
        .hasMessage("no key")
        .hasCause(missing);
    assertThatThrownBy(unknown::model)
        .satisfies(kind(ErrorKind.INTERNAL))
        .hasMessageContaining("no library");
    known.close();
  }

  @Test
  void model_interruptedWhileWaiting_isCancelled() {
    CountDownLatch mayOpen = new CountDownLatch(1);
    EmbeddingLoader loader = new EmbeddingLoader(() -> afterwards(mayOpen));
    Thread.currentThread().interrupt();

    assertThatThrownBy(loader::model).satisfies(kind(ErrorKind.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
    mayOpen.countDown();
  }

  private EmbeddingModel afterwards(CountDownLatch latch) {
    try {
      latch.await();
      return model;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A model that says when it is closed. */
  private static final class Closing extends ForwardingEmbeddingModel {
    private final Exchanger<String> closed;

    Closing(EmbeddingModel model, Exchanger<String> closed) {
      super(model);
      this.closed = closed;
    }

    @Override
    public void close() {
      try {
        closed.exchange("closed");
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
