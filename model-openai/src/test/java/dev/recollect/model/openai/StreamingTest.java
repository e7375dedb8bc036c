package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that arrive piece by piece, in the dialects of several servers. */
class StreamingTest {

  private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
  private static final String CALLS =
      "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}";

  private LoopbackServer server;
  private Asked asked;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
    asked = Asked.of(server);
  }

  @AfterEach
  void close() {
    asked.close();
    server.close();
  }

  private static String text(String text) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
  }

  private static String call(String piece) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + piece + "]}}]}";
  }

  @Test
  void reply_stream_passesPiecesOnAndReturnsTheWholeWithUsage() throws IOException {
    server.streams(
        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
        text("Pet"),
        text("rel"),
        text("."),
        STOP,
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}",
        "[DONE]");

    assertThat(asked.reply())
        .isEqualTo(
            new ChatReply("Petrel.", List.of(), ChatReply.Finish.COMPLETE, new Usage(11, 7)));
    assertThat(asked.pieces()).containsExactly("Pet", "rel", ".");
    assertThat(server.request(0).path("stream").asBoolean()).isTrue();
    assertThat(server.request(0).at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(server.headers(0).getFirst("Accept")).isEqualTo("text/event-stream");
  }

  @Test
  void reply_pieces_arriveBeforeTheAnswerIsWhole() {
    CountDownLatch first = new CountDownLatch(1);
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      LoopbackServer.send(out, text("one "));
      if (!first.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the first piece was not passed on");
      }
      LoopbackServer.send(out, text("two"));
      LoopbackServer.send(out, STOP);
      LoopbackServer.send(out, "[DONE]");
    });
    Thread caller = Thread.currentThread();
    List<Thread> threads = new ArrayList<>();

    ChatReply reply =
        asked
            .model()
            .reply(
                Asked.QUESTION,
                delta -> {
                  threads.add(Thread.currentThread());
                  first.countDown();
                },
                CallOptions.none());

    assertThat(reply.text()).isEqualTo("one two");
    assertThat(threads).hasSize(2).containsOnly(caller);
  }

  @Test
  void reply_parallelCalls_areAssembledByIndex() {
    server.streams(
        call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"one\",\"arguments\":\"\"}}"),
        call("{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\"}}"),
        call("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"two\",\"arguments\":\"{}\"}}"),
        call("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"),
        CALLS,
        "[DONE]");

    ChatReply reply = asked.reply();

    assertThat(reply.toolCalls())
        .containsExactly(new ToolCall("a", "one", "{\"x\":1}"), new ToolCall("b", "two", "{}"));
    assertThat(reply.finish()).isEqualTo(ChatReply.Finish.COMPLETE);
    assertThat(asked.pieces()).isEmpty();
  }

  @Test
  void reply_callsAllWithIndexZero_areToldApartByTheirIds() {
    server.streams(
        call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
        call("{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
        CALLS);

    assertThat(asked.reply().toolCalls())
        .containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "f", "{}"));
  }

  @Test
  void reply_idAndNameInEachPiece_areOneCall() {
    String piece = "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}";
    server.streams(call(piece.formatted("{\\\"x\\\"")), call(piece.formatted(":1}")), CALLS);

    assertThat(asked.reply().toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
  }

  @Test
  void reply_callsWithoutIndexAndId_beginWithEachName() {
    server.streams(
        call("{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}"),
        call("{\"function\":{\"arguments\":\"1}\"}}"),
        call("{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":2}}}"),
        CALLS);

    List<ToolCall> calls = asked.reply().toolCalls();

    assertThat(calls).extracting(ToolCall::arguments).containsExactly("{\"x\":1}", "{\"x\":2}");
    assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates();
  }

  @Test
  void reply_oldFunctionCallBesideTheNewForm_isOneCall() {
    String both =
        "{\"choices\":[{\"delta\":{\"role\":null,\"content\":null,"
            + "\"function_call\":{\"name\":%s,\"arguments\":\"%s\"},"
            + "\"tool_calls\":[{\"index\":0,\"id\":\"call__0_f\",\"type\":\"function\","
            + "\"function\":{\"name\":%s,\"arguments\":\"%s\"}}]},\"finish_reason\":null}]}";
    server.streams(
        both.formatted("\"f\"", "{", "\"f\"", "{"),
        both.formatted("null", "}", "null", "}"),
        CALLS);

    assertThat(asked.reply().toolCalls()).containsExactly(new ToolCall("call__0_f", "f", "{}"));
  }

  @Test
  void reply_functionCallAlone_isACall() {
    server.streams(
        "{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}}]}",
        "{\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"}\"}}}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"function_call\"}]}");

    assertThat(asked.reply().toolCalls()).containsExactly(new ToolCall("call_0", "f", "{}"));
  }

  @Test
  void reply_endWithoutMark_isWholeWhenTheModelSaidWhyItStops() {
    server.streams(text("Petrel"), STOP);

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_markWithoutFinish_isWholeWhenNothingIsCutOff() {
    server.streams(text("Petrel"), "[DONE]");

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_connectionStaysOpenBehindTheMark_returnsAtOnce() {
    CountDownLatch returned = new CountDownLatch(1);
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      LoopbackServer.send(out, text("Petrel"));
      LoopbackServer.send(out, "[DONE]");
      returned.await(30, TimeUnit.SECONDS);
    });

    assertThat(asked.reply(CallOptions.within(Duration.ofSeconds(20))).text()).isEqualTo("Petrel");
    returned.countDown();
  }

  @Test
  void reply_streamInOneLineEndings_commentsAndOpenEnd_isRead() {
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      String body =
          ": keep-alive\r\n\r\ndata:"
              + text("Pet")
              + "\r\n\r\nid: 7\rdata: "
              + text("rel")
              + "\r\r: more\n\ndata: "
              + STOP;
      out.write(body.getBytes(StandardCharsets.UTF_8));
    });

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_streamUnderAnotherType_isRead() {
    server.answers(200, "data: " + text("Petrel") + "\n\ndata: " + STOP + "\n\n");

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_finishReasons_areTold() {
    for (String reason : List.of("length", "content_filter")) {
      server.streams(
          text("half"),
          "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}",
          "[DONE]");
    }

    assertThat(asked.reply().finish()).isEqualTo(ChatReply.Finish.LENGTH);
    assertThat(asked.reply().finish()).isEqualTo(ChatReply.Finish.FILTERED);
  }

  @Test
  void reply_refusalInPieces_isFilteredAndItsTextIsPassedOn() {
    server.streams(
        "{\"choices\":[{\"delta\":{\"refusal\":\"I \"}}]}",
        "{\"choices\":[{\"delta\":{\"refusal\":\"cannot.\"}}]}",
        STOP);

    ChatReply reply = asked.reply();

    assertThat(reply.text()).isEqualTo("I cannot.");
    assertThat(reply.finish()).isEqualTo(ChatReply.Finish.FILTERED);
    assertThat(asked.pieces()).containsExactly("I cannot.");
  }

  @Test
  void reply_characterInTwoPieces_isWhole() {
    server.streams(text("a\\ud83d"), text("\\udc15b"), text("\\ud83d"), STOP);

    assertThat(asked.reply().text()).isEqualTo("a🐕b\uFFFD");
    assertThat(String.join("", asked.pieces())).isEqualTo("a🐕b\uFFFD");
  }

  @Test
  void reply_bytesThatAreNoUtf8_areReplaced() {
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      out.write("data: {\"choices\":[{\"delta\":{\"content\":\"a".getBytes(StandardCharsets.UTF_8));
      out.write(0xC3);
      out.write(0x28);
      out.write("\"}}]}\n\n".getBytes(StandardCharsets.UTF_8));
      LoopbackServer.send(out, STOP);
    });

    assertThat(asked.reply().text()).isEqualTo("a\uFFFD(");
  }

  @Test
  void reply_packedAnswers_areUnpacked() {
    server.answers(exchange -> {
      assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip");
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      OutputStream out = LoopbackServer.begin(exchange, 0);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
        LoopbackServer.send(zip, text("Petrel"));
        LoopbackServer.send(zip, STOP);
      }
      out.write(packed.toByteArray());
    });

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_tenMegabytes_areReturnedStreamedOrNot() {
    String word = "Petrel ".repeat(15_000);
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      for (int piece = 0; piece < 100; piece++) {
        LoopbackServer.send(out, text(word));
      }
      LoopbackServer.send(out, STOP);
    });
    server.says("{\"content\": \"" + word.repeat(100) + "\"}");

    assertThat(asked.reply().text()).hasSize(10_500_000);
    assertThat(asked.reply().text()).hasSize(10_500_000);
  }

  @Test
  void reply_endlessAnswer_isRefusedAtALimit() {
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      while (true) {
        LoopbackServer.send(out, text("Petrel ".repeat(50_000)));
      }
    });

    assertThat(asked.failure())
        .hasMessageContaining("longer answer")
        .extracting("kind")
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void reply_sinkThatBlocks_holdsTheServerBack() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch go = new CountDownLatch(1);
    String piece = text("x".repeat(4_000));
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      while (sent.addAndGet(piece.length()) < 200_000_000) {
        LoopbackServer.send(out, piece);
      }
    });
    CancellationToken token = new CancellationToken();
    CallOptions options = CallOptions.none().withCancellation(token);

    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> call =
          thread.submit(
              () -> asked.model().reply(Asked.QUESTION, delta -> awaitQuietly(go), options));
      long before = -1;
      for (int still = 0; still < 5; ) {
        TimeUnit.MILLISECONDS.sleep(100);
        still = sent.get() == before && before > 0 ? still + 1 : 0;
        before = sent.get();
      }
      // What lies in the sockets' buffers.
      assertThat(before).isLessThan(30_000_000);
      token.cancel();
      go.countDown();
      assertThatThrownBy(call::get).hasMessageContaining("cancelled");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void reply_sinkThatThrows_passesItThroughAndClosesTheConnection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    server.answers(exchange -> drip(exchange, gone));
    IllegalStateException thrown = new IllegalStateException("no more");

    assertThatThrownBy(() ->
            asked
                .model()
                .reply(
                    Asked.QUESTION,
                    (ChatDelta delta) -> {
                      throw thrown;
                    },
                    CallOptions.none()))
        .isSameAs(thrown);

    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.requests()).isEqualTo(1);
  }

  /** Sends a little text for ever, until nobody takes it any more. */
  private static void drip(HttpExchange exchange, CountDownLatch gone)
      throws IOException, InterruptedException {
    try {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      while (true) {
        LoopbackServer.send(out, text("drip "));
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      gone.countDown();
      throw e;
    }
  }

  @Test
  void reply_deadlineInTheMiddle_isDeadlineAndClosesTheConnection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    server.answers(exchange -> drip(exchange, gone));

    assertThat(asked.failure(CallOptions.within(Duration.ofMillis(300))))
        .hasMessageContaining("deadline of the call")
        .extracting("kind")
        .isEqualTo(ErrorKind.DEADLINE);

    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(asked.pieces()).isNotEmpty();
  }

  @Test
  void reply_cancelledInTheMiddle_isCancelledAndClosesTheConnection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    server.answers(exchange -> drip(exchange, gone));
    CancellationToken token = new CancellationToken();

    assertThatThrownBy(() ->
            asked
                .model()
                .reply(
                    Asked.QUESTION,
                    delta -> token.cancel(),
                    CallOptions.none().withCancellation(token)))
        .hasMessageContaining("cancelled");

    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void reply_optionsAlreadyCancelled_asksNobody() {
    CancellationToken token = new CancellationToken();
    token.cancel();

    assertThat(asked.failure(CallOptions.none().withCancellation(token)).kind())
        .isEqualTo(ErrorKind.CANCELLED);
    assertThat(server.requests()).isZero();
  }

  @Test
  void reply_slowerThanTheTimeoutButNeverSilent_isReturned() {
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      for (int piece = 0; piece < 10; piece++) {
        LoopbackServer.send(out, text("x"));
        TimeUnit.MILLISECONDS.sleep(350);
      }
      LoopbackServer.send(out, STOP);
    });

    try (Asked hasty = new Asked(server.asked().timeout(Duration.ofSeconds(3)).build())) {
      assertThat(hasty.reply().text()).isEqualTo("x".repeat(10));
    }
  }

  @Test
  void reply_signsOfLifeAlone_endAtTheTimeout() {
    server.answers(exchange -> {
      OutputStream out = LoopbackServer.begin(exchange, 0);
      while (true) {
        out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
        LoopbackServer.send(out, "{\"choices\":[]}");
        TimeUnit.MILLISECONDS.sleep(20);
      }
    });

    try (Asked hasty = new Asked(server.asked().timeout(Duration.ofMillis(300)).build())) {
      assertThat(hasty.failure())
          .hasMessageContaining("300 ms")
          .extracting("kind")
          .isEqualTo(ErrorKind.DEADLINE);
    }
  }

  @Test
  void reply_afterAStream_usesTheConnectionAgain() {
    List<Integer> ports = new CopyOnWriteArrayList<>();
    server.answers(exchange -> {
      ports.add(exchange.getRemoteAddress().getPort());
      OutputStream out = LoopbackServer.begin(exchange, 0);
      LoopbackServer.send(out, text("Petrel"));
      LoopbackServer.send(out, STOP);
      LoopbackServer.send(out, "[DONE]");
    });

    asked.reply();
    asked.reply();
    asked.reply();

    assertThat(ports).hasSize(3).containsOnly(ports.getFirst());
  }
}
