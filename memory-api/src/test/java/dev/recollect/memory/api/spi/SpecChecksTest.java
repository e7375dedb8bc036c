package dev.recollect.memory.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Namespace;
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
}
