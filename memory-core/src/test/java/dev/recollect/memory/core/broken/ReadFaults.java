package dev.recollect.memory.core.broken;

import static dev.recollect.memory.core.broken.Fault.ofCollections;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Stores whose fetches, counts and walks show something else than what is there. */
final class ReadFaults {

  private ReadFaults() {}

  static List<Fault> all() {
    return Stream.of(ofCounts(), ofFetches(), ofScans()).flatMap(List::stream).toList();
  }

  private static List<Fault> ofCounts() {
    return List.of(
        ofCollections(
            "forgets the filter of a count",
            "Filters",
            "countScanAndSearch_anyFilter_agreeWithTheOracle",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public long count(Set<Namespace> in, Filter filter, CallOptions options) {
                    return super.count(in, Filter.all(), options);
                  }
                }),
        ofCollections(
            "counts foreign records",
            "Tenants",
            "randomCalls_ofTwoTenantsWithTheSameIds_leakNothing",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public long count(Set<Namespace> in, Filter filter, CallOptions options) {
                    return super.count(
                        Set.of(SampleRecords.ACME, SampleRecords.GLOBEX), filter, options);
                  }
                }),
        ofCollections(
            "takes a condition on an absent field as unknown",
            "Filters",
            "filter_absentField_onlyNotIsTrue",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public long count(Set<Namespace> in, Filter filter, CallOptions options) {
                    return filter instanceof Filter.Not(Filter.Equal(String field, var value))
                        ? super.count(in, Filter.and(filter, Filter.exists(field)), options)
                        : super.count(in, filter, options);
                  }
                }),
        ofCollections(
            "compares texts without case",
            "Filters",
            "count_everySingleCondition_agreesWithTheOracle",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public long count(Set<Namespace> in, Filter filter, CallOptions options) {
                    boolean red =
                        filter instanceof Filter.Equal(String field, PayloadValue value)
                            && value.equals(PayloadValue.of("red"))
                            && field.equals("colour");
                    return super.count(
                        in, red ? Filter.or(filter, Filter.eq("colour", "Red")) : filter, options);
                  }
                }));
  }

  private static List<Fault> ofFetches() {
    return List.of(
        ofCollections(
            "fetches in the order of the store",
            "Records",
            "fetch_ids_keepsTheirOrderOnceEachAndLeavesOutUnknown",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public List<MemoryRecord> fetch(
                      Namespace in, List<String> ids, Projection projection, CallOptions options) {
                    return super.fetch(in, ids.stream().sorted().toList(), projection, options);
                  }
                }),
        ofCollections(
            "fetches what a damaged id turns into",
            "HostileTexts",
            "calls_withIdsNoRecordCanHave_findNothingOrRefuse",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public List<MemoryRecord> fetch(
                      Namespace in, List<String> ids, Projection projection, CallOptions options) {
                    List<String> encoded =
                        ids.stream()
                            .map(id ->
                                new String(
                                    id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .toList();
                    return super.fetch(in, encoded, projection, options);
                  }
                }),
        ofCollections(
            "forgets what the projection leaves out for good",
            "Records",
            "fetch_projection_readsWhatItNamesAndAlwaysTheRest",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public List<MemoryRecord> fetch(
                      Namespace in, List<String> ids, Projection projection, CallOptions options) {
                    return super.fetch(in, ids, projection, options).stream()
                        .map(record ->
                            projection.payload()
                                ? record
                                : record.toBuilder().validTo(null).build())
                        .toList();
                  }
                }));
  }

  private static List<Fault> ofScans() {
    return List.of(
        ofCollections(
            "repeats records in a walk",
            "Scans",
            "scan_pagesOfAnyLimit_meetEveryRecordOnce",
            Repeating::new),
        ofCollections(
            "pages by offset and so loses records of a walk",
            "Scans",
            "scan_recordsAlreadyMetAreDeleted_meetsTheRest",
            PagingByOffset::new),
        ofCollections(
            "ends walks after 250 records",
            "Scans",
            "scan_largestRecords_arePagedToTheEnd",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
                    List<MemoryRecord> items = super.scan(request, options).items();
                    return Page.last(items.subList(0, Math.min(250, items.size())));
                  }
                }),
        ofCollections(
            "takes any cursor for the start",
            "Cursors",
            "listings_cursorIsGarbage_refuseIt",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
                    boolean ours = request.cursor().token().startsWith("records:");
                    return super.scan(ours ? request : request.at(Cursor.START), options);
                  }
                }),
        cursorsThatDecide());
  }

  private static Fault cursorsThatDecide() {
    Map<Cursor, Set<Namespace>> namespaces = new ConcurrentHashMap<>();
    return ofCollections(
        "lets the cursor decide whose records a walk shows",
        "Cursors",
        "scan_cursorOfAnotherWalk_isRefusedOrShowsOnlyWhatIsAskedFor",
        right -> new CursorDecides(right, namespaces));
  }

  private static final class Repeating extends ForwardingCollection {
    Repeating(RecordCollection right) {
      super(right);
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      Page<MemoryRecord> page = super.scan(request, options);
      List<MemoryRecord> items = new ArrayList<>(page.items());
      if (page.next().isEmpty() && items.size() > 1) {
        items.set(0, items.getLast());
      }
      return page.next().isEmpty() ? Page.last(items) : page;
    }
  }

  /** Skips as many records as earlier pages had, whatever was deleted since. */
  private static final class PagingByOffset extends ForwardingCollection {
    PagingByOffset(RecordCollection right) {
      super(right);
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      int skipped = request.cursor().isStart() ? 0 : Integer.parseInt(request.cursor().token());
      ScanRequest all =
          new ScanRequest(
              request.namespaces(), request.filter(), request.projection(), Cursor.START, 1_000);
      List<MemoryRecord> rest =
          super.scan(all, options).items().stream().skip(skipped).limit(request.limit()).toList();
      return rest.size() < request.limit()
          ? Page.last(rest)
          : Page.of(rest, new Cursor("" + (skipped + rest.size())));
    }
  }

  private static final class CursorDecides extends ForwardingCollection {
    private final Map<Cursor, Set<Namespace>> namespaces;

    CursorDecides(RecordCollection right, Map<Cursor, Set<Namespace>> namespaces) {
      super(right);
      this.namespaces = namespaces;
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      Set<Namespace> in = new HashSet<>(request.namespaces());
      in.addAll(namespaces.getOrDefault(request.cursor(), Set.of()));
      Page<MemoryRecord> page =
          super.scan(
              new ScanRequest(
                  in, request.filter(), request.projection(), request.cursor(), request.limit()),
              options);
      page.next().ifPresent(next -> namespaces.put(next, in));
      return page;
    }
  }
}
