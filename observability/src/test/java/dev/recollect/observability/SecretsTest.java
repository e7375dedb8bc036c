package dev.recollect.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recollect.agent.Agent;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of the settings is in no event, no span and no line, whatever fails and is switched on. */
class SecretsTest {

  private static final String KEY = "sk-proj-0123456789abcdefSECRET";

  @TempDir Path home;

  @Test
  void key_appearsNowhere_withContentOn() throws IOException {
    AtomicReference<String> sent = new AtomicReference<>();
    HttpServer server = refusing(sent);
    List<Event> events = new ArrayList<>();
    try (Observed observed = new Observed(home, options -> options.content(true));
        Recollect memory =
            Observed.builder(home)
                .embeddingModel(new FakeEmbeddingModel())
                .set("model.openai.key", KEY)
                .set("model.openai.url", "http://127.0.0.1:" + server.getAddress().getPort())
                .set("model.openai.retries", "0")
                .listener(events::add)
                .listener(observed.observations)
                .listener(TurnLog.create().withContent())
                .open();
        ChatModel model = memory.chatModel("openai:gpt-5-mini");
        Agent agent = Agent.builder(memory, model).name("secretive").create()) {
      assertThatThrownBy(() -> agent.send("Hello")).isInstanceOf(MemoryException.class);

      assertThat(sent.get()).as("the key was in use").contains(KEY);
      assertThat(events).hasSizeGreaterThan(4);
      assertThat(events).allSatisfy(event -> assertThat(everything(event)).doesNotContain(KEY));
      assertThat(observed.spans()).hasSize(2);
      assertThat(observed.spans())
          .allSatisfy(span ->
              assertThat(span.getAttributes() + " " + span.getEvents() + " " + span.getStatus())
                  .doesNotContain(KEY));
      assertThat(RecordingLogs.of("secretive")).hasSize(2);
      assertThat(RecordingLogs.all())
          .allSatisfy(line -> assertThat(line.toString()).doesNotContain(KEY));
    } finally {
      server.stop(0);
    }
  }

  /** An event and, if it holds a failure, all that prints of that. */
  private static String everything(Event event) {
    StringWriter text = new StringWriter();
    text.append(event.toString());
    if (event instanceof dev.recollect.agent.turn.TurnEvent.ModelFailed failed) {
      failed.failure().printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }

  private static HttpServer refusing(AtomicReference<String> sent) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> refuse(exchange, sent));
    server.start();
    return server;
  }

  private static void refuse(HttpExchange exchange, AtomicReference<String> sent)
      throws IOException {
    sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body =
        "{\"error\":{\"message\":\"Incorrect key: %s\",\"type\":\"invalid_request_error\"}}"
            .formatted(sent.get())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
