package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.api.value.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * A call's records or ids in batches of what a store takes at once, and what of them was written
 * when one batch fails. Immutable; thread-safe if what makes and measures the items is.
 *
 * @param <T> the form in which the store takes them
 */
public final class CallBatches<T> {

  private final List<String> ids;
  private final IntFunction<T> items;
  private final Size<T> most;

  private CallBatches(List<String> ids, IntFunction<T> items, Size<T> most) {
    this.ids = ids;
    this.items = items;
    this.most = most;
  }

  /**
   * The most that a batch holds. An item that alone has more bytes is a batch of its own.
   *
   * @param <T> the items
   * @param items how many, at least 1
   * @param bytes of all of them together
   * @param measure tells the bytes of one
   */
  public record Size<T>(int items, long bytes, ToLongFunction<T> measure) {
    /** Checks the number of items. */
    public Size {
      if (items < 1) {
        throw new IllegalArgumentException("a batch must hold an item; its size is " + items);
      }
    }
  }

  private record Identity(Namespace namespace, String id) {}

  /**
   * Returns the batches of records in the order of a call; of two with the same identity the later
   * is kept.
   *
   * @param mostRecords how many a batch holds, at least 1
   * @param mostBytes of a batch, by {@link #bytes}
   */
  public static CallBatches<MemoryRecord> ofRecords(
      List<MemoryRecord> records, int mostRecords, long mostBytes) {
    return ofRecords(
        records, record -> record, new Size<>(mostRecords, mostBytes, CallBatches::bytes));
  }

  /**
   * Returns the batches of records in the order of a call; of two with the same identity the later
   * is kept. The records of a batch are brought into their form when its turn comes, the one that
   * did not fit once more with the next.
   *
   * @param form makes what the store takes
   */
  public static <T> CallBatches<T> ofRecords(
      List<MemoryRecord> records, Function<MemoryRecord, T> form, Size<T> most) {
    Map<Identity, MemoryRecord> latest = new LinkedHashMap<>();
    for (MemoryRecord record : records) {
      latest.put(new Identity(record.namespace(), record.id()), record);
    }
    List<MemoryRecord> distinct = List.copyOf(latest.values());
    return new CallBatches<>(
        distinct.stream().map(MemoryRecord::id).toList(),
        index -> form.apply(distinct.get(index)),
        most);
  }

  /** Returns the batches of the ids of one namespace, each id once, at most so many in a batch. */
  public static CallBatches<String> ofIds(List<String> ids, int mostIds) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
    return new CallBatches<>(distinct, distinct::get, new Size<>(mostIds, 0, id -> 0));
  }

  /**
   * Returns about how many bytes a record takes: its texts, numbers and payload, plainly stored.
   */
  public static long bytes(MemoryRecord record) {
    long bytes = Texts.utf8Length("text", record.text());
    for (PayloadValue value : record.payload().values().values()) {
      bytes += value.bytes();
    }
    for (DenseVector vector : record.dense().values()) {
      bytes +=
          switch (vector) {
            case DenseVector.Values values -> (long) Float.BYTES * values.dimension();
            case DenseVector.TextToEmbed embed -> Texts.utf8Length("text to embed", embed.text());
          };
    }
    for (SparseVector vector : record.sparse().values()) {
      bytes += (long) (Integer.BYTES + Float.BYTES) * vector.size();
    }
    return bytes;
  }

  /** Returns all batches; none is empty. */
  public List<List<T>> all() {
    List<List<T>> all = new ArrayList<>();
    for (int done = 0; done < ids.size(); done += all.getLast().size()) {
      all.add(next(done));
    }
    return all;
  }

  private List<T> next(int start) {
    List<T> batch = new ArrayList<>();
    long bytes = 0;
    for (int index = start; index < ids.size() && batch.size() < most.items(); index++) {
      T item = items.apply(index);
      bytes += most.measure().applyAsLong(item);
      if (bytes > most.bytes() && !batch.isEmpty()) {
        break;
      }
      batch.add(item);
    }
    return batch;
  }

  /**
   * Writes or deletes batch by batch until one fails.
   *
   * @param write has one batch written, or throws with the outcome of that batch
   * @throws MemoryException what {@code write} throws, with the outcome of the whole call: that of
   *     the only batch, else what the batches before and the one that failed have done. An id names
   *     records of all namespaces: where one of them is written and another is not, the id counts
   *     as unknown.
   */
  public void forEach(Consumer<List<T>> write) {
    int done = 0;
    while (done < ids.size()) {
      int end = done;
      try {
        List<T> batch = next(done);
        end += batch.size();
        write.accept(batch);
      } catch (MemoryException e) {
        boolean whole = done == 0 && end == ids.size();
        throw whole ? e : e.withOutcome(outcome(done, end, e.outcome()));
      }
      done = end;
    }
  }

  private enum Fate {
    WRITTEN,
    UNKNOWN,
    UNWRITTEN
  }

  private WriteOutcome outcome(int start, int end, WriteOutcome failed) {
    Function<String, Fate> failedFate = fates(failed);
    Map<String, Fate> fates = new LinkedHashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      String id = ids.get(index);
      Fate later = index < end ? failedFate.apply(id) : Fate.UNWRITTEN;
      Fate fate = index < start ? Fate.WRITTEN : later;
      fates.merge(id, fate, (one, other) -> one == other ? one : Fate.UNKNOWN);
    }
    List<String> applied = with(fates, Fate.WRITTEN);
    List<String> unknown = with(fates, Fate.UNKNOWN);
    if (applied.size() == fates.size()) {
      return new WriteOutcome.Applied();
    }
    return applied.isEmpty() && unknown.isEmpty()
        ? new WriteOutcome.NotApplied()
        : new WriteOutcome.Partial(applied, unknown);
  }

  private static Function<String, Fate> fates(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Applied ignored -> id -> Fate.WRITTEN;
      case WriteOutcome.NotApplied ignored -> id -> Fate.UNWRITTEN;
      case WriteOutcome.Unknown ignored -> id -> Fate.UNKNOWN;
      case WriteOutcome.Partial(List<String> applied, List<String> unknown) -> {
        Set<String> written = Set.copyOf(applied);
        Set<String> possible = Set.copyOf(unknown);
        yield id ->
            possible.contains(id)
                ? Fate.UNKNOWN
                : written.contains(id) ? Fate.WRITTEN : Fate.UNWRITTEN;
      }
    };
  }

  private static List<String> with(Map<String, Fate> fates, Fate wanted) {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue() == wanted)
        .map(Map.Entry::getKey)
        .toList();
  }
}
