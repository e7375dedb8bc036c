package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.tck.sample.SampleRecords;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of answers that are none, of broken streams and of servers that do not answer. */
@Timeout(60)
class ProtocolFaultsTest {

  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final List<MemoryRecord> RECORDS = SampleRecords.records(SampleRecords.ACME, 30);

  private static final ScriptedQdrant.Act WRITTEN =
      ScriptedQdrant.answers(PointsOperationResponse.getDefaultInstance());

  private ScriptedQdrant server;
  private Backend backend;
  private RecordCollection collection;

  @BeforeEach
  void openCollection() throws IOException {
    server = ScriptedQdrant.start();
    Map<String, String> settings = new HashMap<>(server.settings());
    settings.put("batch.records", "10");
    settings.put("timeout", "2s");
    settings.put("key", "s3cret");
    backend = TestPrefix.open(settings);
    collection = TestPrefix.collection(backend);
  }

  @AfterEach
  void close() {
    backend.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, AUTHENTICATION",
    "PERMISSION_DENIED, AUTHENTICATION",
    "UNIMPLEMENTED, INCOMPATIBLE",
    "INVALID_ARGUMENT, INVALID",
    "NOT_FOUND, NOT_FOUND",
    "RESOURCE_EXHAUSTED, UNAVAILABLE",
    "FAILED_PRECONDITION, UNAVAILABLE",
    "CANCELLED, UNAVAILABLE",
    "ABORTED, CONFLICT",
    "DEADLINE_EXCEEDED, DEADLINE",
    "DATA_LOSS, CORRUPT",
    "INTERNAL, INTERNAL",
    "UNKNOWN, INTERNAL",
  })
  void call_refusedByTheServer_saysWhatIsWrongAndWhere(Status.Code code, ErrorKind kind) {
    server.next("Count", ScriptedQdrant.refuses(code.toStatus().withDescription("its words")));

    MemoryException error = refused(this::count);

    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error)
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageNotContaining("s3cret");
    assertThat(code == Status.Code.DEADLINE_EXCEEDED || error.getMessage().contains("its words"))
        .isTrue();
    assertThat(server.calls("Count")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, false",
    "PERMISSION_DENIED, false",
    "INTERNAL, true",
    "UNAVAILABLE, true",
    "DEADLINE_EXCEEDED, true",
    "RESOURCE_EXHAUSTED, true",
    "UNKNOWN, true",
  })
  void upsert_refusedByTheServer_saysWhetherItMayBeWritten(Status.Code code, boolean doubtful) {
    server.next("Upsert", ScriptedQdrant.refuses(code.toStatus()));

    MemoryException error = refused(() -> upsert(RECORDS.subList(0, 3)));

    assertThat(error.outcome())
        .isEqualTo(doubtful ? new WriteOutcome.Unknown() : new WriteOutcome.NotApplied());
    assertThat(server.calls("Upsert")).isEqualTo(1);
  }

  @Test
  void upsert_secondOfThreeRequestsBreaks_isPartial() {
    server.next("Upsert", WRITTEN, ScriptedQdrant.refuses(Status.UNAVAILABLE));

    MemoryException error = refused(() -> upsert(RECORDS));

    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.Partial(ids(0, 10), ids(10, 20)));
    assertThat(server.calls("Upsert")).isEqualTo(2);
  }

  @Test
  void upsert_secondOfThreeRequestsHangs_isPartialAtTheDeadline() {
    server.next("Upsert", WRITTEN, ScriptedQdrant.hangs());

    MemoryException error = refused(() -> collection.upsert(RECORDS, CallOptions.within(DEADLINE)));

    assertThat(error.kind()).isEqualTo(ErrorKind.DEADLINE);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.Partial(ids(0, 10), ids(10, 20)));
  }

  @Test
  void upsert_interruptedInTheMiddle_isCancelledAndTheServerIsTold() {
    server.next("Upsert", WRITTEN, ScriptedQdrant.hangs());
    Thread caller = Thread.currentThread();
    soon(() -> {
      while (server.calls("Upsert") < 2) {
        LockSupport.parkNanos(1_000_000);
      }
      caller.interrupt();
    });

    MemoryException error = refused(() -> upsert(RECORDS));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(error.kind()).isEqualTo(ErrorKind.CANCELLED);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.Partial(ids(0, 10), ids(10, 20)));
    awaitCancelled("Upsert");
  }

  @Test
  void read_cancelledByItsCaller_endsAndTheServerIsTold() {
    server.next("Count", ScriptedQdrant.hangs());
    CancellationToken token = new CancellationToken();
    soon(() -> {
      while (server.calls("Count") < 1) {
        LockSupport.parkNanos(1_000_000);
      }
      token.cancel();
    });

    MemoryException error =
        refused(() ->
            collection.count(
                Set.of(SampleRecords.ACME),
                Filter.all(),
                CallOptions.none().withCancellation(token)));

    assertThat(error.kind()).isEqualTo(ErrorKind.CANCELLED);
    awaitCancelled("Count");
  }

  @Test
  void read_noAnswerOnce_isAskedAgain() {
    server.next("Count", ScriptedQdrant.refuses(Status.UNAVAILABLE));

    assertThat(count()).isZero();
    assertThat(server.calls("Count")).isEqualTo(2);
  }

  @Test
  void read_noAnswerTwice_isUnavailable() {
    server.next(
        "Count",
        ScriptedQdrant.refuses(Status.UNAVAILABLE),
        ScriptedQdrant.refuses(Status.UNAVAILABLE));

    assertThat(refused(this::count).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.calls("Count")).isEqualTo(2);
  }

  @Test
  void call_serverHangsAndNoDeadlineWasSet_endsAfterTheTimeoutOfTheSettings() {
    server.next("Count", ScriptedQdrant.hangs());

    assertThat(refused(this::count).kind()).isEqualTo(ErrorKind.DEADLINE);
  }

  @Test
  void health_serverThatIsNotQdrant_saysWhatItSaysOfItself() {
    assertThat(backend.health().detail())
        .startsWith("scripted (protocol of Qdrant 1.18.3) at 127.0.0.1:" + server.port());
  }

  @Test
  void health_qdrant_saysItsVersion() {
    server.title("qdrant - vector search engine");

    assertThat(backend.health().detail()).startsWith("Qdrant 1.18.3 at 127.0.0.1:");
  }

  @Test
  void write_serverIsGone_wroteNothing() {
    server.close();
    // A write on a connection whose end is not noticed yet would have an unknown outcome.
    refused(this::count);

    MemoryException error = refused(() -> upsert(RECORDS));

    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
    assertThat(error).hasMessageContaining("127.0.0.1:" + server.port());
  }

  @Test
  void patch_recordDeletedMeanwhile_isNotFound() {
    server.next(
        "Get",
        ScriptedQdrant.answers(
            GetResponse.newBuilder().addResult(RetrievedPoint.getDefaultInstance()).build()));
    server.next(
        "SetPayload",
        ScriptedQdrant.refuses(
            Status.NOT_FOUND.withDescription("Not found: No point with id 1 found")));

    assertThat(
            refused(() ->
                    collection.patch(
                        SampleRecords.ACME, "id", Patch.remove(Set.of("a")), CallOptions.none()))
                .kind())
        .isEqualTo(ErrorKind.NOT_FOUND);
  }

  @Test
  void delete_unknownToAnOldServer_isIncompatible() {
    MemoryException error =
        refused(() ->
            collection.delete(
                SampleRecords.ACME, Selection.ids(List.of("id")), CallOptions.none()));

    assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
  }

  @Test
  void search_ofSeveralLegs_isOneRequest() {
    MemoryRecord like = RECORDS.getFirst();
    SearchRequest request =
        new SearchRequest(
            Set.of(SampleRecords.ACME),
            Filter.all(),
            List.of(
                SampleRecords.denseLike(like, 5),
                SampleRecords.sparseLike(like, 5),
                SampleRecords.denseLike(like, 7)));

    assertThat(collection.search(request, CallOptions.none())).hasSize(3);
    collection.search(request, CallOptions.none());

    assertThat(server.calls("QueryBatch")).isEqualTo(2);
    assertThat(server.calls("Count")).as("sizes of the namespaces, remembered").isEqualTo(1);
  }

  @Test
  void key_goesWithEveryCall() {
    count();

    assertThat(server.keys()).isNotEmpty().containsOnly("s3cret");
  }

  @Test
  void open_secondProcessCreatedItMeanwhile_takesThatOne() {
    server.next(
        "Get",
        ScriptedQdrant.refuses(
            Status.NOT_FOUND.withDescription("Not found: Collection `x` doesn't exist!")));
    server.next("Create", ScriptedQdrant.refuses(Status.ALREADY_EXISTS));

    assertThat(TestPrefix.collection(backend).spec()).isEqualTo(SampleRecords.spec());
  }

  private long count() {
    return collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none());
  }

  private void upsert(List<MemoryRecord> records) {
    collection.upsert(records, CallOptions.none());
  }

  private static List<String> ids(int from, int to) {
    return RECORDS.subList(from, to).stream().map(MemoryRecord::id).toList();
  }

  private void awaitCancelled(String method) {
    long begin = System.nanoTime();
    while (!server.cancelled().contains(method)) {
      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(10).toNanos());
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void soon(Runnable action) {
    Thread.ofPlatform().daemon().start(action);
  }

  private static MemoryException refused(Runnable call) {
    return assertThatExceptionOfType(MemoryException.class).isThrownBy(call::run).actual();
  }
}
