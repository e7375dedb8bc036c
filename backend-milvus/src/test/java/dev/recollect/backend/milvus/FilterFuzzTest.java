package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ten thousand hostile texts as values of filters, ids and namespaces, on the server. */
class FilterFuzzTest {

  private static final int TEXTS = 10_000;
  private static final int STORED = 200;
  private static final int IN_ONE_FILTER = 50;

  private final Random random = new Random(42);

  @Test
  void filters_hostileTexts_findWhatIsEqualAndNothingElse() {
    List<String> texts = texts();
    Set<String> stored = Set.copyOf(texts.subList(0, STORED));
    try (TestStore store = TestStore.create();
        Backend backend = store.open()) {
      RecordCollection collection = TestStore.collection(backend);
      collection.upsert(stored.stream().map(FilterFuzzTest::record).toList(), CallOptions.none());
      for (int start = 0; start < TEXTS; start += IN_ONE_FILTER) {
        List<String> asked = texts.subList(start, start + IN_ONE_FILTER);
        Set<String> expected = new TreeSet<>(asked);
        expected.retainAll(stored);
        assertThat(found(collection, filter(asked, start / IN_ONE_FILTER)))
            .as("asked for %s", asked)
            .isEqualTo(expected);
      }
    }
  }

  private List<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    while (texts.size() < TEXTS) {
      String text = HostileTexts.next(random);
      if (!text.isEmpty() && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 512) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  private static MemoryRecord record(String text) {
    return SampleRecords.builder(SampleRecords.ACME, text)
        .partOf(text, 0)
        .payload(Payload.builder().put("colour", text).put("tags", List.of(text)).build())
        .build();
  }

  /** Takes turns in where the texts are compared. */
  private static Filter filter(List<String> texts, int turn) {
    return switch (turn % 4) {
      case 0 -> Filter.in("colour", texts.stream().map(PayloadValue::of).toList());
      case 1 -> Filter.in("parent", texts.stream().map(PayloadValue::of).toList());
      case 2 -> new Filter.Or(each(texts, text -> Filter.contains("tags", text)));
      default ->
          Filter.not(new Filter.And(each(texts, text -> Filter.not(Filter.eq("colour", text)))));
    };
  }

  private static List<Filter> each(
      List<String> texts, java.util.function.Function<String, Filter> filter) {
    List<Filter> filters = new ArrayList<>();
    texts.forEach(text -> filters.add(filter.apply(text)));
    return filters;
  }

  private static Set<String> found(RecordCollection collection, Filter filter) {
    Set<String> ids = new TreeSet<>();
    collection
        .scan(
            new ScanRequest(
                Set.of(SampleRecords.ACME), filter, Projection.KEYS, Cursor.START, 1_000),
            CallOptions.none())
        .items()
        .forEach(record -> ids.add(record.id()));
    return ids;
  }

  @Test
  void namespaces_hostileTexts_staySeparate() {
    List<String> texts = texts().subList(0, 300);
    try (TestStore store = TestStore.create();
        Backend backend = store.open()) {
      RecordCollection collection = TestStore.collection(backend);
      List<MemoryRecord> records = new ArrayList<>();
      for (String text : texts) {
        if (text.length() < 100) {
          records.add(SampleRecords.record(Namespace.of(text, NamespaceKind.RECALL, text), "id"));
        }
      }
      collection.upsert(records, CallOptions.none());
      for (MemoryRecord record : records.subList(0, 100)) {
        assertThat(collection.count(Set.of(record.namespace()), Filter.all(), CallOptions.none()))
            .as("records of %s", record.namespace())
            .isEqualTo(1);
      }
    }
  }
}
