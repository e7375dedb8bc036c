package dev.recollect.backend.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own format of vectors and graphs without its limit of 1,024 dimensions. It has the name
 * of the original, with which what it writes can be read.
 */
final class LargeVectorsFormat extends KnnVectorsFormat {

  /** The largest number of dimensions of a vector. */
  static final int DIMENSIONS = 4_096;

  private final KnnVectorsFormat original;

  private LargeVectorsFormat(KnnVectorsFormat original) {
    super(original.getName());
    this.original = original;
  }

  /** Returns Lucene's default codec with this format. */
  static Codec codec() {
    KnnVectorsFormat format = new LargeVectorsFormat(new Lucene99HnswVectorsFormat());
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return original.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return original.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return DIMENSIONS;
  }
}
