package dev.recollect.backend.lucene;

import dev.recollect.memory.api.value.SparseVector;
import java.nio.ByteBuffer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * The terms of a sparse vector as tokens; each carries its weight, all 32 bits of it, as payload. A
 * term frequency, which Lucene's own feature field uses, has room for half of them.
 */
final class SparseTerms extends TokenStream {

  private static final FieldType TYPE = type();

  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final PayloadAttribute weight = addAttribute(PayloadAttribute.class);
  private final int namespace;
  private final SparseVector vector;
  private int next;

  private SparseTerms(int namespace, SparseVector vector) {
    this.namespace = namespace;
    this.vector = vector;
  }

  static Field field(String name, int namespace, SparseVector vector) {
    return new Field(name, new SparseTerms(namespace, vector), TYPE);
  }

  private static FieldType type() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }

  @Override
  public boolean incrementToken() {
    if (next == vector.size()) {
      return false;
    }
    clearAttributes();
    term.setBytesRef(IndexFields.sparseTerm(namespace, vector.term(next)));
    weight.setPayload(
        new BytesRef(ByteBuffer.allocate(Float.BYTES).putFloat(vector.weight(next)).array()));
    next++;
    return true;
  }

  @Override
  public void reset() {
    next = 0;
  }
}
