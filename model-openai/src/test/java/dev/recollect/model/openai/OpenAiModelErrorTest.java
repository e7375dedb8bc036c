package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiModelErrorTest {

  private static final String KEY = "sk-topsecret-0123456789";

  private static final ChatRequest REQUEST =
      ChatRequest.builder(List.of(Message.of(Role.USER, "hello", Instant.EPOCH))).build();

  private LoopbackServer server;
  private OpenAiModel model;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
    model = open(asked(server));
  }

  @AfterEach
  void close() {
    model.close();
    server.close();
  }

  private static OpenAiServer.Builder asked(LoopbackServer server) {
    return server.asked().key(KEY).retries(0);
  }

  private static OpenAiModel open(OpenAiServer.Builder server) {
    return OpenAiModel.builder("test-model", server.build()).build();
  }

  @Test
  void reply_keyRefused_isAuthenticationAndSaysWhereItIsSet() {
    for (int status : new int[] {401, 403}) {
      server.answers(status, error("Incorrect API key provided: " + KEY, "invalid_api_key"));
      assertThat(failure(ErrorKind.AUTHENTICATION))
          .hasMessageContaining("OPENAI_API_KEY")
          .hasMessageContaining("model.openai.key");
    }
  }

  @Test
  void reply_serverRepeatsTheKey_isNotRepeatedToTheUser() {
    for (int status : new int[] {400, 401, 404, 429, 500}) {
      try (LoopbackServer other = echo(status);
          OpenAiModel asked = open(asked(other))) {
        assertThat(stackTrace(failure(asked))).doesNotContain(KEY);
      }
    }
  }

  private static LoopbackServer echo(int status) {
    try {
      return new LoopbackServer().answers(status, error("you sent " + KEY, "x"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void toString_always_hidesTheKey() {
    assertThat(model.toString() + model.id() + model.description())
        .doesNotContain(KEY)
        .contains("test-model");
  }

  @Test
  void reply_quotaUsedUp_isALimitThatDoesNotPass() {
    server.answers(429, error("You exceeded your current quota", "insufficient_quota"));

    assertThat(failure(ErrorKind.LIMIT)).hasMessageContaining("quota");
    assertThat(failure(ErrorKind.LIMIT).retryable()).isFalse();
  }

  @Test
  void reply_rateLimited_isUnavailableAndRetryable() {
    server.answers(429, error("Rate limit reached", "rate_limit_exceeded"));

    assertThat(failure(ErrorKind.UNAVAILABLE)).hasMessageContaining("rate");
    assertThat(failure(ErrorKind.UNAVAILABLE).retryable()).isTrue();
  }

  @Test
  void reply_requestTooLong_isALimitThatNamesTheWindow() {
    server.answers(
        400,
        error("This model's maximum context length is 8192 tokens.", "context_length_exceeded"));

    assertThat(failure(ErrorKind.LIMIT))
        .hasMessageContaining("context window")
        .hasMessageContaining("model.openai.window");
  }

  @Test
  void reply_requestRefused_isInvalidWithWhatTheServerSaid() {
    server.answers(400, error("Unknown parameter: 'foo'", "unknown_parameter"));

    assertThat(failure(ErrorKind.INVALID)).hasMessageContaining("Unknown parameter: 'foo'");
  }

  @Test
  void reply_modelUnknown_isInvalidAndNamesIt() {
    server.answers(404, error("The model does not exist", "model_not_found"));

    assertThat(failure(ErrorKind.INVALID))
        .hasMessageContaining("test-model")
        .hasMessageContaining("does not exist");
  }

  @Test
  void reply_serverFails_isUnavailableAndNamesHostAndPort() {
    server.answers(503, "overloaded");

    assertThat(failure(ErrorKind.UNAVAILABLE)).hasMessageContaining(server.endpoint());
  }

  @Test
  void reply_serverFailsOnce_isAskedAgain() {
    server.answers(503, "overloaded").says("{\"role\": \"assistant\", \"content\": \"back\"}");

    try (OpenAiModel patient = open(asked(server).retries(1))) {
      assertThat(patient.reply(REQUEST, delta -> {}, CallOptions.none()).text()).isEqualTo("back");
    }
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void reply_nothingListens_isUnavailableAndNamesHostAndPort() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (OpenAiModel lost = open(OpenAiServer.at("http://127.0.0.1:" + free + "/v1").retries(0))) {
      assertThat(failure(lost))
          .hasMessageContaining("127.0.0.1:" + free)
          .extracting("kind")
          .isEqualTo(ErrorKind.UNAVAILABLE);
    }
  }

  @Test
  void reply_noChatCompletion_isUnavailableAndSaysWhatWasExpected() {
    for (String body :
        List.of("<html>welcome</html>", "{\"choices\": [", "{}", "{\"choices\": []}", "null", "")) {
      try (LoopbackServer other = new LoopbackServer().answers(200, body);
          OpenAiModel asked = open(asked(other))) {
        assertThat(failure(asked))
            .as(body)
            .hasMessageContaining(other.endpoint())
            .hasMessageContaining("chat completion")
            .extracting("kind")
            .isEqualTo(ErrorKind.UNAVAILABLE);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void reply_serverSlowerThanTheTimeout_isDeadline() {
    server.holds();

    try (OpenAiModel hasty = open(asked(server).timeout(Duration.ofMillis(200)))) {
      assertThat(failure(hasty))
          .hasMessageContaining("200 ms")
          .hasMessageContaining(server.endpoint())
          .extracting("kind")
          .isEqualTo(ErrorKind.DEADLINE);
    }
  }

  @Test
  void reply_serverSlowerThanTheCaller_isDeadline() {
    server.holds();
    CallOptions options = CallOptions.within(Duration.ofMillis(200));

    MemoryException failure =
        catchThrowableOfType(
            MemoryException.class, () -> model.reply(REQUEST, delta -> {}, options));

    assertThat(failure.kind()).isEqualTo(ErrorKind.DEADLINE);
    assertThat(failure).hasMessageContaining("deadline of the call");
  }

  @Test
  void reply_cancelledWhileTheServerThinks_isCancelled() throws Exception {
    server.holds();
    CancellationToken token = new CancellationToken();
    CallOptions options = CallOptions.none().withCancellation(token);

    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<MemoryException> failure =
          thread.submit(() ->
              catchThrowableOfType(
                  MemoryException.class, () -> model.reply(REQUEST, delta -> {}, options)));
      server.awaitRequest();
      token.cancel();

      assertThat(failure.get().kind()).isEqualTo(ErrorKind.CANCELLED);
    }
  }

  @Test
  void reply_interrupted_isCancelledAndTheThreadStaysInterrupted() {
    server.holds();
    Thread.currentThread().interrupt();

    MemoryException failure = failure(model);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
  }

  private MemoryException failure(ErrorKind kind) {
    MemoryException failure = failure(model);
    assertThat(failure.kind()).isEqualTo(kind);
    return failure;
  }

  private static MemoryException failure(OpenAiModel asked) {
    return catchThrowableOfType(
        MemoryException.class, () -> asked.reply(REQUEST, delta -> {}, CallOptions.none()));
  }

  private static String error(String message, String code) {
    return "{\"error\": {\"message\": \"%s\", \"type\": \"%s\", \"code\": \"%s\"}}"
        .formatted(message, code, code);
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
