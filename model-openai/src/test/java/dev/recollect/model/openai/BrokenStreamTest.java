package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that end badly: never half an answer, never the same text twice. */
class BrokenStreamTest {

  private static final String TEXT = "{\"choices\":[{\"delta\":{\"content\":\"half an ans\"}}]}";
  private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
  private static final String HALF_CALL =
      "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
          + "{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}}]}}]}";

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

  @Test
  void reply_cutBeforeAnyText_isAskedAgain() {
    server.breaksAfter("{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}");
    server.breaksAfter(HALF_CALL);
    server.streams("{\"choices\":[{\"delta\":{\"content\":\"Petrel\"}}]}", STOP, "[DONE]");

    assertThat(asked.reply().text()).isEqualTo("Petrel");
    assertThat(server.requests()).isEqualTo(3);
    assertThat(asked.pieces()).containsExactly("Petrel");
  }

  @Test
  void reply_cutBehindText_isUnavailableAndNotAskedAgain() {
    server.breaksAfter(TEXT);

    MemoryException failure = asked.failure();

    assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining(server.endpoint());
    assertThat(server.requests()).isEqualTo(1);
    assertThat(asked.pieces()).containsExactly("half an ans");
  }

  @Test
  void reply_endsWithoutFinishAndMark_isNotTakenForWhole() {
    server.streams(TEXT);

    assertThat(asked.failure())
        .hasMessageContaining("broke off")
        .extracting("kind")
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_callCutOffBeforeTheMark_isNotTakenForWhole() {
    server.streams(HALF_CALL, "[DONE]");

    assertThat(asked.failure().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(4);
  }

  @Test
  void reply_cutBehindTheFinish_isWhole() {
    server.breaksAfter(TEXT, STOP);

    assertThat(asked.reply().text()).isEqualTo("half an ans");
  }

  @Test
  void reply_markAlone_isNoAnswer() {
    server.streams("{\"choices\":[]}", "[DONE]");

    assertThat(asked.failure().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"choices\":[{\"del", "not json", "{\"choices\":[{\"delta\":{]}"})
  void reply_pieceThatIsNoJson_isUnavailable(String piece) {
    server.streams(TEXT, piece, STOP, "[DONE]");

    assertThat(asked.failure())
        .hasMessageContaining("no JSON")
        .extracting("kind")
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_errorsInTheStream_areTranslatedAsThoseOfAStatus() {
    assertThat(after("{\"error\":{\"message\":\"busy\",\"code\":\"rate_limit_exceeded\"}}"))
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(after("{\"error\":{\"message\":\"no\",\"type\":\"insufficient_quota\"}}"))
        .isEqualTo(ErrorKind.LIMIT);
    assertThat(after("{\"error\":{\"message\":\"maximum context length is 9\",\"code\":400}}"))
        .isEqualTo(ErrorKind.LIMIT);
    assertThat(after("{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"))
        .isEqualTo(ErrorKind.INVALID);
    assertThat(after("{\"error\":{\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":400}}"))
        .isEqualTo(ErrorKind.INVALID);
    assertThat(after("{\"error\":\"model runner has unexpectedly stopped\"}"))
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(after("{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}"))
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }

  private static ErrorKind after(String event) {
    try (LoopbackServer other = new LoopbackServer().streams(TEXT, event, "[DONE]");
        Asked asked = Asked.of(other)) {
      MemoryException failure = asked.failure();
      assertThat(other.requests()).as(event).isEqualTo(1);
      return failure.kind();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void reply_errorBeforeAnyText_isAskedAgain() {
    server.streams("{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}");
    server.streams(TEXT, STOP);

    assertThat(asked.reply().text()).isEqualTo("half an ans");
  }

  @Test
  void reply_errorInsteadOfAnAnswerUnderStatus200_isTranslated() {
    server.answers(200, "{\"error\":{\"message\":\"slow down\",\"code\":429}}");
    server.says("{\"content\":\"Petrel\"}");

    assertThat(asked.reply().text()).isEqualTo("Petrel");
  }

  @Test
  void reply_heldBackByAContentFilter_isFilteredAndNoException() {
    String filter =
        "{\"error\":{\"message\":\"The response was filtered\",\"param\":\"prompt\",\"code\":"
            + "\"content_filter\",\"status\":400,\"innererror\":{\"code\":"
            + "\"ResponsibleAIPolicyViolation\"}}}";
    server.answers(400, filter);
    server.streams(TEXT, filter);

    ChatReply refused = asked.reply();
    assertThat(refused.finish()).isEqualTo(ChatReply.Finish.FILTERED);
    assertThat(refused.text()).isEmpty();

    ChatReply cut = asked.reply();
    assertThat(cut.finish()).isEqualTo(ChatReply.Finish.FILTERED);
    assertThat(cut.text()).isEqualTo("half an ans");
    assertThat(List.of(server.requests())).containsExactly(2);
  }
}
