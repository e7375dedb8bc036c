package dev.recollect.model.openai;

import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import com.openai.credential.BearerTokenCredential;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the models of this package share: a client with its connections, patience and retries. */
final class ServerConnection implements AutoCloseable {

  private static final Duration CONNECTING = Duration.ofSeconds(15);

  private final OpenAiServer server;
  private final OpenAIClient client;
  private final ErrorTranslator errors;
  private final Retries retries;
  private final Object closing = new Object();
  private volatile boolean closed;

  ServerConnection(OpenAiServer server, ErrorTranslator errors) {
    this.server = server;
    this.errors = errors;
    this.retries = new Retries(server.retries(), server.firstPause());
    this.client = client(server);
  }

  private static OpenAIClient client(OpenAiServer server) {
    OpenAIOkHttpClient.Builder client =
        OpenAIOkHttpClient.builder()
            .baseUrl(server.url())
            // Whoever waits knows how long, and interrupts.
            .timeout(Timeout.builder().connect(CONNECTING).request(Duration.ZERO).build())
            // Ours wait as long as the server asks, and no longer than the call has time.
            .maxRetries(0)
            // The client tells its maker about the machine in headers, and logs requests if asked.
            .disableTelemetry(true)
            .logLevel(LogLevel.OFF);
    authenticate(client, server);
    server.azureApi().ifPresent(api -> api.apply(client));
    server.organization().ifPresent(client::organization);
    return client.build();
  }

  private static void authenticate(OpenAIOkHttpClient.Builder client, OpenAiServer server) {
    Optional<Supplier<String>> token = server.token();
    if (token.isPresent()) {
      client.credential(BearerTokenCredential.create(token.get()));
    } else if (server.kind() == OpenAiServer.Kind.AZURE) {
      client.credential(AzureApiKeyCredential.create(server.key().orElseThrow()));
    } else {
      client.apiKey(server.key().orElse("none"));
    }
  }

  OpenAiServer server() {
    return server;
  }

  ErrorTranslator errors() {
    return errors;
  }

  Patience patience(CallOptions options) {
    return new Patience(options, server.timeout(), server.endpoint(), errors.setting("timeout"));
  }

  /**
   * Returns what an attempt returns, which throws {@link ServerFault} if it fails.
   *
   * @throws MemoryException of the last attempt
   */
  <T> T retrying(Patience patience, CallOptions options, Supplier<T> attempt) {
    return retries.run(patience, options, attempt);
  }

  /**
   * Sends a request.
   *
   * @param limit most bytes of its answer
   */
  Exchange send(Function<OpenAIClient, HttpResponse> request, long limit, CallOptions options) {
    return Exchange.start(() -> request.apply(client), new AnswerReader(limit), errors, options);
  }

  /**
   * Returns normally while it is open.
   *
   * @param id of the model, for the message
   */
  void requireOpen(String id) {
    if (closed) {
      throw MemoryException.invalid("the model " + id + " is closed; open another");
    }
  }

  @Override
  public void close() {
    synchronized (closing) {
      if (!closed) {
        closed = true;
        client.close();
      }
    }
  }
}
