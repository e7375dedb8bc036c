package dev.recollect.memory.core.broken;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.tck.fake.FakeEmbeddingBackend;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stores that compute vectors from text, and compute the wrong ones. */
final class EmbeddingFaults {

  private EmbeddingFaults() {}

  static List<Fault> all() {
    AtomicInteger number = new AtomicInteger();
    return List.of(
        embedding(
            "embeds a text by chance",
            "search_equalText_isNearerThanAnyOther",
            text -> "word" + number.incrementAndGet(),
            UnaryOperator.identity()),
        embedding(
            "embeds every text alike",
            "search_equalText_isNearerThanAnyOther",
            text -> "constant",
            text -> "constant"),
        embedding(
            "embeds by length",
            "search_textThatSharesWords_isNearerThanOneThatSharesNone",
            text -> "length" + text.length(),
            text -> "length" + text.length()),
        embedding(
            "embeds queries as something else than texts",
            "search_equalText_isNearerThanAnyOther",
            UnaryOperator.identity(),
            text -> "query"),
        embedding(
            "embeds the first of many texts for all",
            "upsert_manyTexts_eachBecomesTheVectorOfItsOwn",
            text -> text.replaceFirst("[0-9]+$", "0"),
            UnaryOperator.identity()));
  }

  static Backend undeclared(Backend right) {
    Capabilities declared = right.capabilities();
    return new ForwardingBackend(new FakeEmbeddingBackend(right, new FakeEmbeddingModel(8))) {
      @Override
      public Capabilities capabilities() {
        return declared;
      }
    };
  }

  private static Fault embedding(
      String name, String test, UnaryOperator<String> texts, UnaryOperator<String> queries) {
    return new Fault(
        name,
        "TextsToEmbed",
        test,
        right ->
            new ForwardingBackend(new FakeEmbeddingBackend(right, new FakeEmbeddingModel())) {
              @Override
              public RecordCollection openCollection(CollectionSpec spec) {
                return new Misunderstanding(super.openCollection(spec), texts, queries);
              }
            });
  }

  private static final class Misunderstanding extends ForwardingCollection {
    private final UnaryOperator<String> texts;
    private final UnaryOperator<String> queries;

    Misunderstanding(
        RecordCollection right, UnaryOperator<String> texts, UnaryOperator<String> queries) {
      super(right);
      this.texts = texts;
      this.queries = queries;
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      super.upsert(records.stream().map(this::misunderstood).toList(), options);
    }

    private MemoryRecord misunderstood(MemoryRecord record) {
      Map<String, DenseVector> dense = new HashMap<>(record.dense());
      dense.replaceAll((name, vector) -> misunderstood(vector, texts));
      return record.toBuilder().dense(dense).build();
    }

    private static DenseVector misunderstood(DenseVector vector, UnaryOperator<String> change) {
      return vector instanceof DenseVector.TextToEmbed(String text)
          ? DenseVector.embed(change.apply(text))
          : vector;
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      List<Leg> legs = request.legs().stream().map(this::misunderstood).toList();
      return super.search(new SearchRequest(request.namespaces(), request.filter(), legs), options);
    }

    private Leg misunderstood(Leg leg) {
      return leg instanceof Leg.Dense(String vector, DenseVector query, int topK)
          ? new Leg.Dense(vector, misunderstood(query, queries), topK)
          : leg;
    }
  }
}
