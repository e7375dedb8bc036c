package dev.recollect.memory.core.broken;

import static dev.recollect.memory.core.broken.Fault.ofCollections;
import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Stores that write something else than they were given. */
final class WriteFaults {

  private WriteFaults() {}

  static List<Fault> all() {
    List<Fault> faults = new ArrayList<>(ofRecords());
    faults.addAll(ofBatches());
    faults.addAll(ofPatchesAndDeletes());
    return faults;
  }

  private static List<Fault> ofRecords() {
    return List.of(
        ofCollections(
            "overwrites the same id of another namespace",
            "Namespaces",
            "fetch_sameIdInTwoNamespaces_returnsEachItsOwn",
            OverwritingUpsert::new),
        changing(
            "keeps integers as doubles",
            "upsert_payloadOfEveryType_comesBackExactly",
            record -> withValues(record, WriteFaults::rounded)),
        changing(
            "cuts instants to milliseconds",
            "upsert_payloadOfEveryType_comesBackExactly",
            record -> withValues(record, WriteFaults::truncated)),
        changing(
            "keeps empty lists as absent",
            "upsert_payloadOfEveryType_comesBackExactly",
            WriteFaults::withoutEmptyLists),
        changing(
            "trims texts",
            "upsert_textWithAnyCharacter_comesBackExactly",
            record -> record.toBuilder().text(record.text().strip()).build()),
        changing(
            "composes accents",
            "upsert_textWithAnyCharacter_comesBackExactly",
            record -> record.toBuilder().text(record.text().replace("e\u0301", "\u00e9")).build()),
        changing(
            "forgets until when something was valid",
            "upsert_optionalParts_comeBackPresentOrAbsent",
            record -> record.toBuilder().validTo(null).build()),
        changing(
            "folds the case of ids",
            "upsert_idsThatDifferInAnyCharacter_areDifferentRecords",
            WriteFaults::withLowerCaseId));
  }

  private static Fault changing(String name, String test, UnaryOperator<MemoryRecord> change) {
    return ofCollections(
        name,
        "Records",
        test,
        right ->
            new ForwardingCollection(right) {
              @Override
              public void upsert(List<MemoryRecord> records, CallOptions options) {
                super.upsert(records.stream().map(change).toList(), options);
              }
            });
  }

  private static MemoryRecord withValues(MemoryRecord record, UnaryOperator<PayloadValue> change) {
    Map<String, PayloadValue> values = new TreeMap<>(record.payload().values());
    values.replaceAll((key, value) -> change.apply(value));
    return record.toBuilder().payload(Payload.of(values)).build();
  }

  private static PayloadValue rounded(PayloadValue value) {
    return value instanceof PayloadValue.Int64(long number)
        ? PayloadValue.of((long) (double) number)
        : value;
  }

  private static PayloadValue truncated(PayloadValue value) {
    return value instanceof PayloadValue.Moment moment
        ? PayloadValue.of(moment.value().truncatedTo(ChronoUnit.MILLIS))
        : value;
  }

  private static MemoryRecord withoutEmptyLists(MemoryRecord record) {
    Map<String, PayloadValue> values = new TreeMap<>(record.payload().values());
    values.values().removeIf(PayloadValue.of(List.of())::equals);
    return record.toBuilder().payload(Payload.of(values)).build();
  }

  private static MemoryRecord withLowerCaseId(MemoryRecord record) {
    MemoryRecord.Builder folded =
        MemoryRecord.builder(record.namespace(), record.id().toLowerCase(Locale.ROOT))
            .partOf(record.parent(), record.part())
            .text(record.text())
            .dense(record.dense())
            .sparse(record.sparse())
            .payload(record.payload())
            .occurredAt(record.occurredAt())
            .recordedAt(record.recordedAt());
    record.sequence().ifPresent(folded::sequence);
    return folded.build();
  }

  private static final class OverwritingUpsert extends ForwardingCollection {
    OverwritingUpsert(RecordCollection right) {
      super(right);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      for (MemoryRecord record : records) {
        for (Namespace other : List.of(ACME, GLOBEX)) {
          if (!other.equals(record.namespace())) {
            delete(other, Selection.ids(List.of(record.id())), options);
          }
        }
        super.upsert(List.of(record), options);
      }
    }
  }

  private static List<Fault> ofBatches() {
    return List.of(
        ofCollections(
            "loses a row of a batch",
            "Records",
            "upsert_randomRecords_comeBackExactly",
            right ->
                upserting(right, records -> records.subList(0, Math.min(199, records.size())))),
        ofCollections(
            "cuts batches at five thousand",
            "Batches",
            "upsert_tenThousandRecordsOfTwoNamespaces_areWrittenWhole",
            right ->
                upserting(right, records -> records.subList(0, Math.min(5_000, records.size())))),
        ofCollections(
            "lets the first of two equal ids win",
            "Records",
            "upsert_sameIdTwiceInABatch_laterWins",
            right -> upserting(right, List::reversed)),
        ofCollections(
            "lets the first of two equal ids win in large batches",
            "Batches",
            "upsert_sameIdsAtBothEndsOfTenThousand_laterWins",
            right -> upserting(right, all -> all.size() > 5_000 ? all.reversed() : all)),
        ofCollections(
            "writes what comes before a record it refuses",
            "Refusals",
            "upsert_declaredFieldWithAnotherType_isRefused",
            right ->
                new Splitting(right, 1, (applied, unwritten) -> new WriteOutcome.NotApplied())),
        ofCollections(
            "says NotApplied of a batch that was written in part",
            "Batches",
            "upsert_cancelledInTheMiddle_saysTrulyWhatItWrote",
            right ->
                new Splitting(right, 50, (applied, unwritten) -> new WriteOutcome.NotApplied())),
        ofCollections(
            "names records in Partial that were not written",
            "Batches",
            "upsert_deadlinePassesInTheMiddle_saysTrulyWhatItWrote",
            right ->
                new Splitting(
                    right,
                    50,
                    (applied, unwritten) -> new WriteOutcome.Partial(unwritten, List.of()))),
        ofCollections(
            "leaves records out of Partial that were written",
            "Batches",
            "upsert_cancelledInTheMiddle_saysTrulyWhatItWrote",
            right ->
                new Splitting(
                    right,
                    50,
                    (applied, unwritten) -> new WriteOutcome.Partial(List.of(), unwritten))));
  }

  private static RecordCollection upserting(
      RecordCollection right, UnaryOperator<List<MemoryRecord>> change) {
    return new ForwardingCollection(right) {
      @Override
      public void upsert(List<MemoryRecord> records, CallOptions options) {
        super.upsert(change.apply(records), options);
      }
    };
  }

  private static List<Fault> ofPatchesAndDeletes() {
    return List.of(
        ofCollections(
            "creates what is patched",
            "Patches",
            "patch_absentRecord_isNotFoundAndCreatesNothing",
            CreatingPatch::new),
        ofCollections(
            "replaces the payload when patching",
            "Patches",
            "patch_payload_setsKeysAndKeepsTheRest",
            ReplacingPatch::new),
        ofCollections(
            "reads, changes and writes when patching",
            "Concurrency",
            "patch_differentKeysFromManyThreads_losesNone",
            ReadThenWritePatch::new),
        ofCollections(
            "deletes the same id in every namespace",
            "Namespaces",
            "delete_idsInOneNamespace_leavesTheOther",
            DeletingEverywhere::new),
        ofCollections(
            "deletes by filter in every namespace",
            "Tenants",
            "randomCalls_ofTwoTenantsWithTheSameIds_leakNothing",
            DeletingEverywhere::new),
        ofCollections(
            "forgets the filter of a delete",
            "Filters",
            "delete_anyFilter_agreesWithTheOracle",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public void delete(Namespace in, Selection which, CallOptions options) {
                    super.delete(
                        in,
                        which instanceof Selection.Matching
                            ? Selection.matching(Filter.all())
                            : which,
                        options);
                  }
                }),
        ofCollections(
            "deletes the first thousand of many ids",
            "Deletes",
            "delete_manyIds_removesAll",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public void delete(Namespace in, Selection which, CallOptions options) {
                    super.delete(
                        in,
                        which instanceof Selection.Ids(List<String> ids)
                            ? Selection.ids(ids.subList(0, Math.min(1_000, ids.size())))
                            : which,
                        options);
                  }
                }));
  }

  private static final class CreatingPatch extends ForwardingCollection {
    CreatingPatch(RecordCollection right) {
      super(right);
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      if (count(Set.of(namespace), Filter.eq("parent", id), options) == 0) {
        upsert(List.of(SampleRecords.record(namespace, id)), options);
      }
      super.patch(namespace, id, patch, options);
    }
  }

  private static final class ReplacingPatch extends ForwardingCollection {
    ReplacingPatch(RecordCollection right) {
      super(right);
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      for (MemoryRecord present : fetch(namespace, List.of(id), Projection.ALL, options)) {
        Set<String> others = new HashSet<>(present.payload().values().keySet());
        others.removeAll(patch.set().keySet());
        super.patch(namespace, id, Patch.remove(others), options);
      }
      super.patch(namespace, id, patch, options);
    }
  }

  private static final class ReadThenWritePatch extends ForwardingCollection {
    ReadThenWritePatch(RecordCollection right) {
      super(right);
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      List<MemoryRecord> present = fetch(namespace, List.of(id), Projection.ALL, options);
      if (present.isEmpty()) {
        throw MemoryException.notFound("there is no record " + id);
      }
      upsert(List.of(patch.applyTo(present.getFirst())), options);
    }
  }

  private static final class DeletingEverywhere extends ForwardingCollection {
    DeletingEverywhere(RecordCollection right) {
      super(right);
    }

    @Override
    public void delete(Namespace namespace, Selection selection, CallOptions options) {
      super.delete(ACME, selection, options);
      super.delete(GLOBEX, selection, options);
    }
  }
}
