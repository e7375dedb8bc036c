package dev.recollect.memory.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionSpecTest {

  private static final CollectionSpec SPEC =
      CollectionSpec.builder("recall_1")
          .embeddingIdentity("model=a\\b\nc")
          .analysisIdentity("english/1")
          .dense("content", 3)
          .dense("context", 3)
          .sparse("content")
          .field("role", PayloadType.TEXT)
          .field("tags", PayloadType.TEXT_LIST)
          .build();

  @Test
  void decode_whatEncodeWrote_isTheSameSpec() {
    assertThat(CollectionSpec.decode(SPEC.encode())).isEqualTo(SPEC);
  }

  @Test
  void decode_damagedText_isCorrupt() {
    for (String text :
        List.of("", "name", "nonsense=1\n", SPEC.encode().replace("TEXT_LIST", "X"))) {
      assertThatThrownBy(() -> CollectionSpec.decode(text))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CORRUPT));
    }
  }

  @Test
  void mergedInto_otherIdentity_isIncompatibleAndNamesBoth() {
    CollectionSpec other = SPEC.toBuilder().embeddingIdentity("other").build();
    assertThatThrownBy(() -> other.mergedInto(SPEC))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("model=a")
        .hasMessageContaining("other");
  }

  @Test
  void mergedInto_moreFields_addsThem_andKeepsTheStoredOnes() {
    CollectionSpec more =
        CollectionSpec.builder("recall_1")
            .embeddingIdentity(SPEC.embeddingIdentity())
            .analysisIdentity("english/1")
            .dense("content", 3)
            .dense("context", 3)
            .sparse("content")
            .field("speaker", PayloadType.TEXT)
            .build();
    assertThat(more.mergedInto(SPEC).fields().keySet()).containsExactly("role", "speaker", "tags");
  }

  @Test
  void mergedInto_otherTypeOfAField_isIncompatible() {
    CollectionSpec changed = SPEC.toBuilder().field("role", PayloadType.INT64).build();
    assertThatThrownBy(() -> changed.mergedInto(SPEC)).hasMessageContaining("role");
  }

  @Test
  void requireFilter_undeclaredField_namesTheSpecToExtend() {
    assertThatThrownBy(() -> SpecChecks.requireFilter(SPEC, Filter.eq("color", "red")))
        .hasMessageContaining("color")
        .hasMessageContaining("declare");
  }

  @Test
  void requireFilter_otherType_isInvalid() {
    assertThatThrownBy(() -> SpecChecks.requireFilter(SPEC, Filter.eq("role", 1)))
        .hasMessageContaining("TEXT");
    assertThatThrownBy(() -> SpecChecks.requireFilter(SPEC, Filter.contains("role", "x")))
        .hasMessageContaining("TEXT");
  }

  @Test
  void requireFilter_reservedFields_areAlwaysDeclared() {
    SpecChecks.requireFilter(SPEC, Filter.lt("lot", PayloadValue.of(5L)));
    SpecChecks.requireFilter(SPEC, Filter.not(Filter.exists("validTo")));
  }

  @Test
  void requireFilter_tooDeepOrTooLarge_isALimit() {
    Filter deep = Filter.exists("role");
    for (int depth = 0; depth < 40; depth++) {
      deep = Filter.not(deep);
    }
    Filter nested = deep;
    assertThatThrownBy(() -> SpecChecks.requireFilter(SPEC, nested))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    Filter wide = new Filter.Or(java.util.Collections.nCopies(1_001, Filter.exists("role")));
    assertThatThrownBy(() -> SpecChecks.requireFilter(SPEC, wide)).hasMessageContaining("nodes");
  }
}
