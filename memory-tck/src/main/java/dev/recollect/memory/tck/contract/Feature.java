package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a backend may leave out if it says so, and how it must refuse what it leaves out. */
enum Feature {
  /** Small versioned values. */
  STATE_STORE("a state store") {
    @Override
    boolean declaredBy(Contract contract) {
      return contract.backend().state().isPresent();
    }

    @Override
    void assertRefused(Contract contract) {
      contract.collection().upsert(SampleRecords.records(ACME, 1), Contract.NO_OPTIONS);
      assertThat(contract.backend().state()).as("state store, asked again").isEmpty();
    }
  },

  /** More than one dense and more than one sparse vector a record. */
  SEVERAL_VECTORS("more than one vector of each kind a record") {
    @Override
    boolean declaredBy(Contract contract) {
      return contract.backend().capabilities().vectorsPerRecord() > 1;
    }

    @Override
    void assertRefused(Contract contract) {
      CollectionSpec.Builder one = SampleRecords.specBuilder("two");
      CollectionSpec twoDense = one.build().toBuilder().dense("context", 8).build();
      CollectionSpec twoSparse = one.build().toBuilder().sparse("context").build();
      for (CollectionSpec two : List.of(twoDense, twoSparse)) {
        Contract.assertRefused(ErrorKind.UNSUPPORTED, () -> contract.backend().openCollection(two));
      }
      assertThat(contract.backend().collections(Cursor.START).items()).isEmpty();
    }
  },

  /** Vectors that the store computes from text. */
  TEXT_TO_EMBED("vectors that the store computes from text") {
    @Override
    boolean declaredBy(Contract contract) {
      return contract.backend().capabilities().embedsText();
    }

    @Override
    void assertRefused(Contract contract) {
      RecordCollection collection = contract.collection();
      DenseVector text = DenseVector.embed("some text");
      MemoryRecord record = SampleRecords.builder(ACME, "id").dense(Map.of(CONTENT, text)).build();
      Contract.assertRefused(
          ErrorKind.UNSUPPORTED, () -> collection.upsert(List.of(record), Contract.NO_OPTIONS));
      assertThat(collection.count(Set.of(ACME), Filter.all(), Contract.NO_OPTIONS)).isZero();
      Leg leg = new Leg.Dense(CONTENT, text, 5);
      Contract.assertRefused(
          ErrorKind.UNSUPPORTED, () -> Contract.search(collection, ACME, Filter.all(), leg));
    }
  },

  /** The same data opened by several processes at a time. */
  SEVERAL_PROCESSES("the same data opened several times at once") {
    @Override
    boolean declaredBy(Contract contract) {
      return !contract.backend().capabilities().exclusive();
    }

    @Override
    void assertRefused(Contract contract) {
      RecordCollection collection = contract.collection();
      collection.upsert(SampleRecords.records(ACME, 3), Contract.NO_OPTIONS);
      Contract.assertRefused(ErrorKind.CONFLICT, () -> contract.fixture().open());
      assertThat(collection.count(Set.of(ACME), Filter.all(), Contract.NO_OPTIONS)).isEqualTo(3);
    }
  },

  /** Fields declared after a collection was filled. */
  ADDED_FIELDS("fields added to a collection that has records") {
    @Override
    boolean declaredBy(Contract contract) {
      return contract.fixture().addsFields();
    }

    @Override
    void assertRefused(Contract contract) {
      contract.collection().upsert(SampleRecords.records(ACME, 3), Contract.NO_OPTIONS);
      CollectionSpec larger =
          SampleRecords.specBuilder("sample").field("mood", PayloadType.TEXT).build();
      Contract.assertRefused(
          ErrorKind.UNSUPPORTED, () -> contract.backend().openCollection(larger));
      assertThat(contract.backend().collections(Cursor.START).items())
          .containsExactly(SampleRecords.spec());
    }
  };

  private final String words;

  Feature(String words) {
    this.words = words;
  }

  /** Returns what it is, for a reader of the report. */
  String words() {
    return words;
  }

  /** Returns whether the backend of a test has it. */
  abstract boolean declaredBy(Contract contract);

  /** Asserts that the backend of a test, which does not declare it, refuses it in the right way. */
  abstract void assertRefused(Contract contract);
}
