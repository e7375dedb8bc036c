package dev.recollect.memory.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecChecksTest {

  private static final Capabilities CAPABILITIES =
      Capabilities.builder().vectorsPerRecord(2).largestDimension(384).build();

  @Test
  void requireSupported_withinTheCapabilities_passes() {
    CollectionSpec spec = spec().dense("context", 384).sparse("context").build();
    assertThatCode(() -> SpecChecks.requireSupported(CAPABILITIES, spec))
        .doesNotThrowAnyException();
  }

  @Test
  void requireSupported_tooManyVectorsOrDimensions_isUnsupported() {
    assertUnsupported(spec().dense("context", 8).dense("title", 8).build(), "3 vectors");
    assertUnsupported(spec().sparse("context").sparse("title").build(), "3 vectors");
    assertUnsupported(spec().dense("content", 385).build(), "385 dimensions");
  }

  private static CollectionSpec.Builder spec() {
    return CollectionSpec.builder("sample").dense("content", 8).sparse("content");
  }

  private static void assertUnsupported(CollectionSpec spec, String message) {
    assertThatThrownBy(() -> SpecChecks.requireSupported(CAPABILITIES, spec))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  void builders_numbersBelowOne_areInvalid() {
    assertThatThrownBy(() -> spec().dense("content", 0)).hasMessageContaining("dimension 0");
    Namespace namespace = Namespace.parse("acme/archive/ada");
    assertThatThrownBy(() -> MemoryRecord.builder(namespace, "id").sequence(0))
        .hasMessageContaining("count from 1");
  }

  @Test
  void requireStorable_textInACollectionOfTheStoresDimension_passes() {
    assertThatCode(() -> requireStorable(8)).doesNotThrowAnyException();
  }

  @Test
  void requireStorable_textInACollectionOfAnotherDimension_isInvalid() {
    assertThatThrownBy(() -> requireStorable(384))
        .hasMessageContaining("384 dimensions")
        .hasMessageContaining("has 8")
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
  }

  private static void requireStorable(int dimensionOfTheStore) {
    EmbeddingIdentity identity =
        new EmbeddingIdentity("model", "1", "none", "sum", dimensionOfTheStore, "");
    Capabilities embedding =
        Capabilities.builder().embedding(new StoreEmbedding(identity, 512)).build();
    Instant now = Instant.parse("2024-05-01T10:00:00Z");
    SpecChecks.requireStorable(
        spec().build(),
        embedding,
        MemoryRecord.builder(Namespace.parse("acme/archive/ada"), "id")
            .text("a text")
            .dense(Map.of("content", DenseVector.embed("a text")))
            .sparse(Map.of("content", SparseVector.of(new int[] {1}, new float[] {1})))
            .occurredAt(now)
            .recordedAt(now)
            .build());
  }
}
