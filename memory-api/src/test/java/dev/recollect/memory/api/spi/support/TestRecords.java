package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.util.Map;

/** Records that the tests write, and the spec that they fit. */
final class TestRecords {

  static final Namespace ACME = Namespace.parse("acme/archive/ada");
  static final Namespace GLOBEX = Namespace.parse("globex/archive/ada");

  private TestRecords() {}

  static CollectionSpec spec() {
    return CollectionSpec.builder("sample")
        .dense("content", 2)
        .sparse("content")
        .field("colour", PayloadType.TEXT)
        .build();
  }

  static MemoryRecord record(Namespace namespace, String id) {
    return record(namespace, id, "a text");
  }

  static MemoryRecord record(Namespace namespace, String id, String text) {
    return builder(namespace, id).text(text).build();
  }

  static MemoryRecord.Builder builder(Namespace namespace, String id) {
    Instant now = Instant.parse("2024-05-01T10:00:00Z");
    return MemoryRecord.builder(namespace, id)
        .dense(Map.of("content", DenseVector.of(1, 2)))
        .sparse(Map.of("content", SparseVector.of(new int[] {1}, new float[] {1})))
        .occurredAt(now)
        .recordedAt(now);
  }
}
