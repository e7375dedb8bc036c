package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.asserting.AssertingBackend;
import dev.recollect.memory.tck.oracle.Tries;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contracts share: a fresh fixture and an opened, asserting backend for each test.
 *
 * <p>The fixture comes from the class around a contract, if that is a {@link FixtureSource} (such
 * as {@link dev.recollect.memory.tck.BackendContract}), otherwise from the contract itself.
 */
@ExtendWith({ContractExtension.class, ContractWatcher.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class Contract extends FixtureSource {

  /** Options of a call that nothing bounds. */
  protected static final CallOptions NO_OPTIONS = CallOptions.none();

  private @Nullable Surroundings surroundings;
  private @Nullable BackendFixture fixture;
  private @Nullable Backend backend;

  /** Creates a contract. */
  protected Contract() {}

  /** To be overridden where a contract stands alone; a nested one is not asked. */
  @Override
  protected BackendFixture newFixture() {
    throw new IllegalStateException(
        getClass().getName() + " has to override newFixture() or to lie in a BackendContract");
  }

  @BeforeEach
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  final void openBackend(Surroundings given) {
    surroundings = given;
    fixture = given.source().newFixture();
    Backend opened = fixture.open();
    backend = opened;
    given.run().describe(Description.of(opened, fixture));
    backend = new AssertingBackend(opened);
  }

  @AfterEach
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  final void disposeOfBackend() {
    try {
      if (backend != null) {
        backend.close();
      }
    } finally {
      if (fixture != null) {
        fixture.close();
      }
    }
  }

  private Surroundings surroundings() {
    return Optional.ofNullable(surroundings).orElseThrow();
  }

  /** Returns random numbers, the same at each call of one run; a failure names their seed. */
  protected final Random random() {
    return new Random(surroundings().seed());
  }

  /** Checks a property on that many random values. */
  protected final <T> void forAll(int tries, Arbitrary<T> values, Consumer<T> property) {
    Tries.forAll(surroundings().seed(), tries, values, property);
  }

  /**
   * Checks a property on a tenth of that many random values, and on the rest too in a full run or
   * if the tenth took at most a second.
   *
   * @return how many values were tried
   */
  protected final <T> int forMany(int all, Arbitrary<T> values, Consumer<T> property) {
    long seed = surroundings().seed();
    Random random = random();
    return Repetitions.run(all, part -> Tries.forAll(seed, random, part, values, property));
  }

  /** Adds to the report how much this test tried, or what it found on the way. */
  protected final void note(String words) {
    surroundings().check().note(words);
  }

  /** Returns the fixture of this test. */
  protected final BackendFixture fixture() {
    return Optional.ofNullable(fixture).orElseThrow();
  }

  /** Returns the opened backend of this test. */
  protected final Backend backend() {
    return Optional.ofNullable(backend).orElseThrow();
  }

  /**
   * Goes on if a condition holds, otherwise ends the test: the report then says that it was not
   * proven, and why.
   */
  protected static void provableIf(boolean condition, String otherwise) {
    if (!condition) {
      Assumptions.abort(otherwise);
    }
  }

  /** Closes the backend and opens it again on the same data. */
  protected final Backend reopen() {
    backend().close();
    backend = new AssertingBackend(fixture().open());
    return backend;
  }

  /** Opens the sample collection. */
  protected final RecordCollection collection() {
    return backend().openCollection(SampleRecords.spec());
  }

  /** Returns the whole record of an id, if it exists. */
  protected static Optional<MemoryRecord> fetch(
      RecordCollection collection, Namespace namespace, String id) {
    return collection.fetch(namespace, List.of(id), Projection.ALL, NO_OPTIONS).stream()
        .findFirst();
  }

  /** Returns the whole record of an id, which must exist. */
  protected static MemoryRecord present(
      RecordCollection collection, Namespace namespace, String id) {
    return fetch(collection, namespace, id)
        .orElseThrow(
            () -> new AssertionError("there is no record '" + id + "' in namespace " + namespace));
  }

  /** Returns all records of a walk with pages of the given limit. */
  protected static List<MemoryRecord> scanAll(
      RecordCollection collection, Set<Namespace> namespaces, Filter filter, int limit) {
    ScanRequest request = new ScanRequest(namespaces, filter, Projection.ALL, Cursor.START, limit);
    List<MemoryRecord> all = new ArrayList<>();
    Page<MemoryRecord> page = collection.scan(request, NO_OPTIONS);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = collection.scan(request.at(page.next().get()), NO_OPTIONS);
      all.addAll(page.items());
    }
    return all;
  }

  /** Returns the candidates of a search with one leg over one namespace. */
  protected static List<Candidate> search(
      RecordCollection collection, Namespace namespace, Filter filter, Leg leg) {
    return collection
        .search(new SearchRequest(Set.of(namespace), filter, List.of(leg)), NO_OPTIONS)
        .getFirst();
  }

  /** Asserts that a call is refused with an error of a kind. */
  protected static MemoryException assertRefused(ErrorKind kind, ThrowingCallable call) {
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class).isThrownBy(call).actual();
    assertThat(error.kind()).as("kind of: %s", error.getMessage()).isEqualTo(kind);
    return error;
  }
}
