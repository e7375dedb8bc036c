package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a backend declares is constant, and what it does not declare is refused, never skipped. */
public abstract class CapabilityContract extends Contract {

  /** Creates a contract. */
  protected CapabilityContract() {}

  /** Also publishes the declarations, so that a report shows what the other contracts rested on. */
  @Test
  void capabilities_areAlwaysTheSame(TestReporter reporter) {
    Map<String, String> before = declarations();
    collection().upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertThat(declarations()).isEqualTo(before);
    assertThat(backend().health().healthy()).isTrue();
    reporter.publishEntry(before);
  }

  private Map<String, String> declarations() {
    Capabilities capabilities = backend().capabilities();
    Map<String, String> declared = new LinkedHashMap<>();
    declared.put("durability", capabilities.durability().name());
    declared.put("vectorsPerRecord", "" + capabilities.vectorsPerRecord());
    declared.put("largestDimension", "" + capabilities.largestDimension());
    declared.put("embedsText", "" + capabilities.embedsText());
    declared.put("exclusive", "" + capabilities.exclusive());
    declared.put("stateStore", "" + backend().state().isPresent());
    declared.put("addsFields", "" + fixture().addsFields());
    return declared;
  }

  @Test
  void openCollection_moreVectorsThanDeclared_isUnsupported() {
    int most = backend().capabilities().vectorsPerRecord();
    assertUnsupported(vectors(most + 1, 1));
    assertUnsupported(vectors(1, most + 1));
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

  @Test
  void textToEmbed_whereNotDeclared_isUnsupported() {
    if (backend().capabilities().embedsText()) {
      return;
    }
    RecordCollection collection = collection();
    MemoryRecord record =
        SampleRecords.builder(ACME, "id")
            .dense(Map.of(CONTENT, DenseVector.embed("some text")))
            .build();
    assertRefused(ErrorKind.UNSUPPORTED, () -> collection.upsert(List.of(record), NO_OPTIONS));
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
    Leg leg = new Leg.Dense(CONTENT, DenseVector.embed("some text"), 5);
    assertRefused(ErrorKind.UNSUPPORTED, () -> search(collection, ACME, Filter.all(), leg));
  }
}
