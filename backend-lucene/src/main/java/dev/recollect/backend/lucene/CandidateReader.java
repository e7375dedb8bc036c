package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.value.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.jspecify.annotations.Nullable;

/** Reads from doc values what a candidate says beside its score. */
final class CandidateReader {

  private final List<LeafReaderContext> leaves;
  private final Map<Integer, Namespace> namespaces;

  CandidateReader(List<LeafReaderContext> leaves, Map<Integer, Namespace> namespaces) {
    this.leaves = leaves;
    this.namespaces = namespaces;
  }

  /** Returns the candidates of some hits, in their order. */
  List<Candidate> read(List<TopHits.Hit> hits) throws IOException {
    Integer[] byDocument = new Integer[hits.size()];
    Arrays.setAll(byDocument, index -> index);
    Arrays.sort(byDocument, Comparator.comparingInt(index -> hits.get(index).document()));
    @Nullable Candidate[] candidates = new Candidate[hits.size()];
    Columns columns = null;
    // Doc values are read forwards only.
    for (int index : byDocument) {
      TopHits.Hit hit = hits.get(index);
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.document(), leaves));
      if (columns == null || columns.leaf != leaf) {
        columns = new Columns(leaf);
      }
      candidates[index] = columns.candidate(hit, namespaces);
    }
    return new ArrayList<>(Arrays.asList(candidates));
  }

  private static final class Columns {
    private final LeafReaderContext leaf;
    private final NumericDocValues namespace;
    private final BinaryDocValues id;
    private final BinaryDocValues parent;
    private final NumericDocValues part;
    private final NumericDocValues sequence;

    Columns(LeafReaderContext leaf) throws IOException {
      LeafReader reader = leaf.reader();
      this.leaf = leaf;
      this.namespace = DocValues.getNumeric(reader, IndexFields.NAMESPACE);
      this.id = DocValues.getBinary(reader, IndexFields.ID);
      this.parent = DocValues.getBinary(reader, IndexFields.PARENT);
      this.part = DocValues.getNumeric(reader, IndexFields.PART);
      this.sequence = DocValues.getNumeric(reader, IndexFields.SEQUENCE);
    }

    Candidate candidate(TopHits.Hit hit, Map<Integer, Namespace> namespaces) throws IOException {
      int document = hit.document() - leaf.docBase;
      Namespace owner = namespaces.get((int) number(namespace, document));
      if (owner == null || !id.advanceExact(document)) {
        throw new IOException("a document without namespace or id");
      }
      String name = id.binaryValue().utf8ToString();
      return new Candidate(
          owner,
          name,
          parent.advanceExact(document) ? parent.binaryValue().utf8ToString() : name,
          (int) number(part, document),
          number(sequence, document),
          hit.score());
    }

    private static long number(NumericDocValues values, int document) throws IOException {
      return values.advanceExact(document) ? values.longValue() : 0;
    }
  }
}
