package dev.recollect.memory.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.AsyncCall;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The twins of blocking calls that return at once. */
@Timeout(60)
class AsyncTiersTest {

  private final TierFixture memory = new TierFixture();
  private final ArchivalTier ada = memory.archival("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void thousandAtOnce_areAllDone_andTheCallerIsNotHeldUp() {
    List<CompletableFuture<List<Passage>>> inserts = new ArrayList<>();
    for (int index = 0; index < 1_000; index++) {
      inserts.add(
          ada.insertAsync(List.of(NewPassage.of("Boat number " + index))).toCompletableFuture());
    }
    CompletableFuture.allOf(inserts.toArray(new CompletableFuture<?>[0])).join();
    assertThat(ada.count()).isEqualTo(1_000);
    List<CompletableFuture<SearchResult<Passage>>> searches = new ArrayList<>();
    for (int index = 0; index < 1_000; index++) {
      searches.add(ada.searchAsync(SearchQuery.of("boat number " + index)).toCompletableFuture());
    }
    assertThat(searches).allSatisfy(search -> assertThat(search.join().hits()).isNotEmpty());
  }

  @Test
  void recall_isSearchedLikewise() {
    RecallTier recall = memory.recall("ada");
    recall.append("c", List.of(Message.of(Role.USER, "The boat is Petrel", TierFixture.START)));
    assertThat(recall.searchAsync(SearchQuery.of("boat")).toCompletableFuture().join().hits())
        .hasSize(1);
  }

  @Test
  void failure_isWhatTheCallThrows() {
    CancellationToken token = new CancellationToken();
    token.cancel();
    SearchQuery query =
        SearchQuery.of("boat").withOptions(CallOptions.none().withCancellation(token));
    assertThatThrownBy(() -> ada.searchAsync(query).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
  }

  @Test
  void cancelling_reachesTheCall_alsoByTheCallersToken() throws Exception {
    for (boolean byToken : List.of(true, false)) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch cancelled = new CountDownLatch(1);
      CancellationToken token = new CancellationToken();
      CompletableFuture<Integer> call =
          AsyncCall.<Integer>start(
                  CallOptions.none().withCancellation(token),
                  own -> {
                    Runnable unused = own.cancellation().onCancel(cancelled::countDown);
                    started.countDown();
                    try {
                      cancelled.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    throw new MemoryException(ErrorKind.CANCELLED, "cancelled");
                  })
              .toCompletableFuture();
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      if (byToken) {
        token.cancel();
      } else {
        call.cancel(true);
      }
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(call::join).isInstanceOf(RuntimeException.class);
    }
  }
}
