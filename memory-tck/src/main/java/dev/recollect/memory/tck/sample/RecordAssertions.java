package dev.recollect.memory.tck.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Payload;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares records: everything exactly, but a dense vector by its direction, because a store that
 * ranks by cosine may keep it normalised.
 */
public final class RecordAssertions {

  private static final double PARALLEL = 1 - 1e-6;
  private static final Comparator<MemoryRecord> BY_IDENTITY =
      Comparator.comparing(MemoryRecord::namespace).thenComparing(MemoryRecord::id);

  private RecordAssertions() {}

  /** Asserts that records are the same, in order. */
  public static void assertSame(List<MemoryRecord> expected, List<MemoryRecord> actual) {
    if (isSame(expected, actual)) {
      return;
    }
    assertThat(actual)
        .extracting(MemoryRecord::toString)
        .containsExactlyElementsOf(expected.stream().map(MemoryRecord::toString).toList());
    for (int index = 0; index < expected.size(); index++) {
      assertSame(expected.get(index), actual.get(index));
    }
  }

  /** Asserts that records are the same, in whatever order. */
  public static void assertSameInAnyOrder(
      Collection<MemoryRecord> expected, Collection<MemoryRecord> actual) {
    assertSame(
        expected.stream().sorted(BY_IDENTITY).toList(),
        actual.stream().sorted(BY_IDENTITY).toList());
  }

  /** What almost always holds, without the cost of saying what does not. */
  private static boolean isSame(List<MemoryRecord> expected, List<MemoryRecord> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int index = 0; index < expected.size(); index++) {
      if (!isSame(expected.get(index), actual.get(index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(MemoryRecord expected, MemoryRecord actual) {
    return actual.namespace().equals(expected.namespace())
        && actual.id().equals(expected.id())
        && actual.parent().equals(expected.parent())
        && actual.part() == expected.part()
        && actual.text().equals(expected.text())
        && actual.payload().equals(expected.payload())
        && actual.sequence().equals(expected.sequence())
        && areSameTimes(expected, actual)
        && actual.sparse().equals(expected.sparse())
        && areSameDirections(expected, actual);
  }

  private static boolean areSameTimes(MemoryRecord expected, MemoryRecord actual) {
    return actual.occurredAt().equals(expected.occurredAt())
        && actual.recordedAt().equals(expected.recordedAt())
        && actual.validFrom().equals(expected.validFrom())
        && actual.validTo().equals(expected.validTo());
  }

  private static boolean areSameDirections(MemoryRecord expected, MemoryRecord actual) {
    return actual.dense().keySet().equals(expected.dense().keySet())
        && actual.dense().entrySet().stream()
            .allMatch(
                vector -> isParallel(expected.dense().get(vector.getKey()), vector.getValue()));
  }

  private static boolean isParallel(@Nullable DenseVector expected, DenseVector actual) {
    return actual.equals(expected)
        || (expected instanceof DenseVector.Values left
            && actual instanceof DenseVector.Values right
            && left.dimension() == right.dimension()
            && left.cosine(right) > PARALLEL);
  }

  /** Asserts that two records are the same. */
  public static void assertSame(MemoryRecord expected, MemoryRecord actual) {
    if (isSame(expected, actual)) {
      return;
    }
    assertThat(actual.namespace()).as("namespace").isEqualTo(expected.namespace());
    assertThat(actual.id()).as("id").isEqualTo(expected.id());
    assertThat(actual.parent()).as("parent of %s", actual).isEqualTo(expected.parent());
    assertThat(actual.part()).as("part of %s", actual).isEqualTo(expected.part());
    assertThat(actual.text()).as("text of %s", actual).isEqualTo(expected.text());
    assertThat(actual.payload()).as("payload of %s", actual).isEqualTo(expected.payload());
    assertThat(actual.occurredAt()).as("occurredAt").isEqualTo(expected.occurredAt());
    assertThat(actual.recordedAt()).as("recordedAt").isEqualTo(expected.recordedAt());
    assertThat(actual.sequence()).as("sequence of %s", actual).isEqualTo(expected.sequence());
    assertThat(actual.validFrom()).as("validFrom").isEqualTo(expected.validFrom());
    assertThat(actual.validTo()).as("validTo of %s", actual).isEqualTo(expected.validTo());
    assertThat(actual.sparse()).as("sparse of %s", actual).isEqualTo(expected.sparse());
    assertThat(actual.dense()).as("dense").containsOnlyKeys(expected.dense().keySet());
    expected.dense().forEach((name, vector) -> assertParallel(vector, actual.dense().get(name)));
  }

  private static void assertParallel(DenseVector expected, @Nullable DenseVector actual) {
    assertThat(actual).isInstanceOf(expected.getClass());
    if (expected instanceof DenseVector.Values left && actual instanceof DenseVector.Values right) {
      assertThat(left.cosine(right)).as("cosine of written and read").isGreaterThan(PARALLEL);
    }
  }

  /** Returns the record as a read with the projection returns it. */
  public static MemoryRecord projected(MemoryRecord record, Projection projection) {
    return record.toBuilder()
        .text(projection.text() ? record.text() : "")
        .payload(projection.payload() ? record.payload() : Payload.empty())
        .dense(projection.dense() ? record.dense() : Map.of())
        .sparse(projection.sparse() ? record.sparse() : Map.of())
        .build();
  }
}
