package dev.recollect.memory.core.broken;

import static dev.recollect.memory.core.broken.Fault.ofCollections;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Backends that are wrong about time, errors, closing, or themselves. */
final class CallFaults {

  private CallFaults() {}

  static List<Fault> all() {
    return List.of(
        ofCollections(
            "ignores deadlines",
            "CallBounds",
            "everyCall_deadlineAlreadyPassed_isDeadline",
            right -> upserting(right, options -> CallOptions.none())),
        ofCollections(
            "ignores cancellation",
            "CallBounds",
            "everyCall_tokenAlreadyCancelled_isCancelled",
            right ->
                upserting(right, options -> options.withCancellation(new CancellationToken()))),
        ofCollections(
            "writes although it says that it was cancelled",
            "CallBounds",
            "everyCall_tokenAlreadyCancelled_isCancelled",
            WritingBeforeChecking::new),
        ofCollections(
            "swallows interrupts",
            "Interruptions",
            "collection_callersInterruptedAtRandom_staysOpenAndRight",
            SwallowingInterrupts::new),
        ofCollections(
            "throws exceptions of its driver",
            "Searches",
            "search_sparseWithoutCommonTerm_findsNothing",
            right ->
                new ForwardingCollection(right) {
                  @Override
                  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
                    throw new IllegalStateException("syntax error at or near \")\"");
                  }
                }),
        new Fault(
            "answers after it was closed",
            "Lifecycle",
            "everyCall_afterClose_isUnavailable",
            right ->
                new ForwardingBackend(right) {
                  @Override
                  public void close() {}
                }),
        new Fault(
            "is healthy when closed",
            "Lifecycle",
            "health_openAndClosed_tellsThemApart",
            right ->
                new ForwardingBackend(right) {
                  @Override
                  public Health health() {
                    return new Health(true, "always well");
                  }
                }),
        new Fault(
            "changes what it declares",
            "Capabilities",
            "capabilities_areAlwaysTheSame",
            ChangingCapabilities::new),
        new Fault(
            "takes fewer dimensions than it declares",
            "Limits",
            "search_largestDimension_isExact",
            right -> declaring(right, Capabilities.builder().largestDimension(1 << 20))),
        new Fault(
            "takes more vectors than it declares",
            "Capabilities",
            "openCollection_moreVectorsThanDeclared_isUnsupported",
            right ->
                declaring(
                    right, Capabilities.builder().vectorsPerRecord(2).largestDimension(1 << 16))),
        new Fault(
            "embeds text although it declares that it does not",
            "TextsToEmbed",
            "search_equalText_isNearerThanAnyOther",
            EmbeddingFaults::undeclared),
        new Fault(
            "declares to be durable and is not",
            "Reopening",
            "reopen_collections_keepSpecAndRecords",
            right ->
                declaring(
                    right,
                    Capabilities.builder()
                        .durability(Durability.PROCESS_KILL)
                        .vectorsPerRecord(8)
                        .largestDimension(1 << 16))),
        new Fault(
            "does not mind another embedding",
            "Collections",
            "openCollection_anotherIdentity_isRefusedNamingBoth",
            AnyIdentity::new),
        new Fault(
            "keeps the records of a dropped collection",
            "Collections",
            "dropCollection_removesItsRecordsAndNoOther",
            right ->
                new ForwardingBackend(right) {
                  @Override
                  public void dropCollection(String name) {}
                }));
  }

  private static RecordCollection upserting(
      RecordCollection right, java.util.function.UnaryOperator<CallOptions> change) {
    return new ForwardingCollection(right) {
      @Override
      public void upsert(List<MemoryRecord> records, CallOptions options) {
        super.upsert(records, change.apply(options));
      }
    };
  }

  private static Backend declaring(Backend right, Capabilities.Builder declared) {
    Capabilities capabilities = declared.build();
    return new ForwardingBackend(right) {
      @Override
      public Capabilities capabilities() {
        return capabilities;
      }
    };
  }

  private static final class WritingBeforeChecking extends ForwardingCollection {
    WritingBeforeChecking(RecordCollection right) {
      super(right);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      super.upsert(records, CallOptions.none());
      options.check();
    }
  }

  private static final class SwallowingInterrupts extends ForwardingCollection {
    SwallowingInterrupts(RecordCollection right) {
      super(right);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      try {
        super.upsert(records, options);
      } catch (MemoryException e) {
        if (e.kind() == ErrorKind.CANCELLED && Thread.interrupted()) {
          return;
        }
        throw e;
      }
    }
  }

  private static final class ChangingCapabilities extends ForwardingBackend {
    private final AtomicInteger asked = new AtomicInteger();

    ChangingCapabilities(Backend right) {
      super(right);
    }

    @Override
    public Capabilities capabilities() {
      return Capabilities.builder()
          .vectorsPerRecord(8)
          .largestDimension((1 << 16) + asked.incrementAndGet() / 3)
          .build();
    }
  }

  /** Keeps what each collection was opened with first and pretends that it is asked for again. */
  private static final class AnyIdentity extends ForwardingBackend {
    private final Map<String, CollectionSpec> first = new ConcurrentHashMap<>();

    AnyIdentity(Backend right) {
      super(right);
    }

    @Override
    public RecordCollection openCollection(CollectionSpec spec) {
      CollectionSpec known = first.putIfAbsent(spec.name(), spec);
      return super.openCollection(Optional.ofNullable(known).orElse(spec));
    }
  }
}
