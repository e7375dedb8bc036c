package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a backend declares is constant, and what it does not declare is refused, never skipped. */
@Promise(
    "What is declared is always the same, and what exceeds it is refused before anything is"
        + " created.")
public abstract class CapabilityContract extends Contract {

  /** Nobody asks for so many. */
  private static final int MANY = 10_000;

  /** Creates a contract. */
  protected CapabilityContract() {}

  @Test
  void capabilities_areAlwaysTheSame() {
    Map<String, String> before = Description.of(backend(), fixture());
    collection().upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertThat(Description.of(backend(), fixture())).isEqualTo(before);
    assertThat(backend().health().healthy()).isTrue();
  }

  @Test
  void bytes_whereTheStoreTells_areOfWhatIsThere() {
    collection().upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    OptionalLong bytes = backend().bytes();
    provableIf(bytes.isPresent(), "the store does not tell how many bytes it takes");
    assertThat(bytes.getAsLong()).isPositive();
  }

  @Test
  void openCollection_moreVectorsThanDeclared_isUnsupported() {
    int most = backend().capabilities().vectorsPerRecord();
    if (most < MANY) {
      assertUnsupported(vectors(most + 1, 1));
      assertUnsupported(vectors(1, most + 1));
    }
    backend().openCollection(vectors(Math.min(most, 8), Math.min(most, 8)));
  }

  private static CollectionSpec vectors(int dense, int sparse) {
    CollectionSpec.Builder spec = CollectionSpec.builder("vectors");
    for (int index = 0; index < dense; index++) {
      spec.dense("dense" + index, 4);
    }
    for (int index = 0; index < sparse; index++) {
      spec.sparse("sparse" + index);
    }
    return spec.build();
  }

  @Test
  void openCollection_moreDimensionsThanDeclared_isUnsupported() {
    int most = backend().capabilities().largestDimension();
    if (most < Integer.MAX_VALUE) {
      assertUnsupported(SampleRecords.specBuilder("wide").dense(CONTENT, most + 1).build());
    }
  }

  private void assertUnsupported(CollectionSpec spec) {
    assertRefused(ErrorKind.UNSUPPORTED, () -> backend().openCollection(spec));
    assertThat(backend().collections(Cursor.START).items()).isEmpty();
  }
}
