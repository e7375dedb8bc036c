package dev.recollect.memory.tck.asserting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A backend that passes every call on and checks what comes back against the SPI: order and bounds
 * of scores, no foreign namespace, no duplicates, no more than asked for, only {@link
 * dev.recollect.memory.api.error.MemoryException}s and none of kind INTERNAL. Violations are {@link
 * AssertionError}s. Closes the backend twice. Thread-safe.
 */
public final class AssertingBackend implements Backend {

  private final Backend backend;
  private final Capabilities capabilities;

  /** Creates a wrapper around an opened backend, which it closes. */
  public AssertingBackend(Backend backend) {
    this.backend = backend;
    this.capabilities = backend.capabilities();
    assertThat(capabilities.vectorsPerRecord()).as("vectors a record").isPositive();
    assertThat(capabilities.largestDimension()).as("largest dimension").isPositive();
  }

  @Override
  public Capabilities capabilities() {
    assertThat(backend.capabilities())
        .as("capabilities, asked again")
        .usingRecursiveComparison()
        .isEqualTo(capabilities);
    return capabilities;
  }

  @Override
  public Optional<StateStore> state() {
    return Faults.checked(backend::state).map(AssertingStateStore::new);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    RecordCollection opened = Faults.checked(() -> backend.openCollection(spec));
    assertThat(opened.spec().fields()).as("opened spec").containsAllEntriesOf(spec.fields());
    return new AssertingCollection(opened);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    Page<CollectionSpec> page = Faults.checked(() -> backend.collections(cursor));
    assertThat(page.items().stream().map(CollectionSpec::name))
        .as("collections, by name")
        .isSorted()
        .doesNotHaveDuplicates();
    return page;
  }

  @Override
  public void dropCollection(String name) {
    Faults.checked(() -> backend.dropCollection(name));
  }

  @Override
  public OptionalLong bytes() {
    OptionalLong bytes = Faults.checked(backend::bytes);
    assertThat(bytes.orElse(0)).as("bytes").isNotNegative();
    return bytes;
  }

  @Override
  public void compact(CallOptions options) {
    Faults.checked(() -> backend.compact(options));
  }

  @Override
  public Health health() {
    Health health = backend.health();
    assertThat(health.detail()).as("where the store is").isNotBlank();
    return health;
  }

  @Override
  public void close() {
    backend.close();
    backend.close();
  }
}
