package dev.recollect.memory.core.fake;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * Opens one in-memory backend whose content outlives closing, and keeps a diary of what happened.
 */
public final class FakeBackendProvider implements BackendProvider {

  private final String id;
  private final List<String> diary;
  private final Backend content;
  private List<Setting> settings = List.of();
  private boolean withState = true;
  private RuntimeException failure;
  private RuntimeException closeFailure;
  private CountDownLatch opening = new CountDownLatch(0);
  private Health health = new Health(true, "in a test");
  private OptionalLong bytes = OptionalLong.empty();
  private Settings seen;

  public FakeBackendProvider(String id) {
    this(id, new ArrayList<>());
  }

  /** Creates a provider that shares its diary with others. */
  public FakeBackendProvider(String id, List<String> diary) {
    this.id = id;
    this.diary = diary;
    this.content =
        new InMemoryProvider()
            .open(
                new BackendContext(
                    id, null, InstantSource.system(), Path.of("."), new IoExecutor(id, 1)));
  }

  public FakeBackendProvider withSettings(Setting... declared) {
    settings = List.of(declared);
    return this;
  }

  public FakeBackendProvider withoutState() {
    withState = false;
    return this;
  }

  public FakeBackendProvider failingToOpen(RuntimeException thrown) {
    failure = thrown;
    return this;
  }

  public FakeBackendProvider failingToClose(RuntimeException thrown) {
    closeFailure = thrown;
    return this;
  }

  /** Keeps every opening waiting until the latch opens. */
  public FakeBackendProvider hangingUntil(CountDownLatch latch) {
    opening = latch;
    return this;
  }

  public FakeBackendProvider reporting(Health reported) {
    health = reported;
    return this;
  }

  public FakeBackendProvider taking(long reported) {
    bytes = OptionalLong.of(reported);
    return this;
  }

  /** Returns what was opened and closed, in order. */
  public List<String> diary() {
    return diary;
  }

  /** Returns the settings that the last opening got. */
  public Settings seen() {
    return seen;
  }

  /** Returns the content, beside any opening. */
  public Backend content() {
    return content;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }

  @Override
  public Backend open(BackendContext context) {
    diary.add("open " + context.instance());
    seen = context.settings();
    try {
      opening.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
    return new Opened(context.instance());
  }

  private final class Opened extends ForwardingBackend {
    private final String instance;

    Opened(String instance) {
      super(content);
      this.instance = instance;
    }

    @Override
    public Optional<StateStore> state() {
      return withState ? super.state() : Optional.empty();
    }

    @Override
    public Health health() {
      return health;
    }

    @Override
    public OptionalLong bytes() {
      return bytes;
    }

    @Override
    public void close() {
      diary.add("close " + instance);
      if (closeFailure != null) {
        throw closeFailure;
      }
    }
  }
}
