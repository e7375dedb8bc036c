package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * Makes documents of records. Every payload key is indexed, declared or not, so that a field may be
 * declared later; values of different types lie in different fields.
 */
final class IndexDocuments {

  private IndexDocuments() {}

  static Document of(int namespace, MemoryRecord record) {
    Document document = new Document();
    addIdentity(document, namespace, record);
    record
        .dense()
        .forEach((name, vector) -> {
          if (vector instanceof DenseVector.Values values) {
            document.add(
                new KnnFloatVectorField(
                    IndexFields.dense(name),
                    values.toUnitArray(),
                    VectorSimilarityFunction.DOT_PRODUCT));
          }
        });
    record
        .sparse()
        .forEach((name, vector) ->
            document.add(SparseTerms.field(IndexFields.sparse(name), namespace, vector)));
    for (ReservedField reserved : ReservedField.values()) {
      record
          .field(reserved.fieldName())
          .ifPresent(value -> addValue(document, reserved.fieldName(), value));
    }
    record.payload().values().forEach((field, value) -> addValue(document, field, value));
    return document;
  }

  private static void addIdentity(Document document, int namespace, MemoryRecord record) {
    document.add(term(IndexFields.KEY, IndexFields.key(namespace, record.id())));
    document.add(term(IndexFields.NAMESPACE, IndexFields.namespace(namespace)));
    document.add(new NumericDocValuesField(IndexFields.NAMESPACE, namespace));
    document.add(new BinaryDocValuesField(IndexFields.ID, new BytesRef(record.id())));
    if (!record.parent().equals(record.id())) {
      document.add(new BinaryDocValuesField(IndexFields.PARENT, new BytesRef(record.parent())));
    }
    if (record.part() != 0) {
      document.add(new NumericDocValuesField(IndexFields.PART, record.part()));
    }
    record
        .sequence()
        .ifPresent(value -> document.add(new NumericDocValuesField(IndexFields.SEQUENCE, value)));
  }

  private static void addValue(Document document, String field, PayloadValue value) {
    document.add(term(IndexFields.EXISTS, new BytesRef(field)));
    String name = IndexFields.value(field, value.type());
    switch (value) {
      case PayloadValue.Text(String text) -> document.add(term(name, new BytesRef(text)));
      case PayloadValue.Int64(long number) -> document.add(new LongPoint(name, number));
      case PayloadValue.Float64(double number) -> document.add(new DoublePoint(name, number));
      case PayloadValue.Bool(boolean truth) ->
          document.add(term(name, new BytesRef(Boolean.toString(truth))));
      case PayloadValue.Moment moment -> document.add(new LongPoint(name, moment.epochMicros()));
      case PayloadValue.TextList(List<String> texts) -> {
        document.add(term(IndexFields.wholeList(field), IndexFilter.wholeList(texts)));
        new LinkedHashSet<>(texts).forEach(text -> document.add(term(name, new BytesRef(text))));
      }
    }
  }

  private static Field term(String name, BytesRef bytes) {
    return new StringField(name, bytes, Field.Store.NO);
  }
}
