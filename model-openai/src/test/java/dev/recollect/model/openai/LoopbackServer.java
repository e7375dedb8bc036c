package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP server on loopback that answers in turn what a test tells it, and keeps what it got. */
final class LoopbackServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch received = new CountDownLatch(1);
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<Headers> headers = new ArrayList<>();
  private final List<URI> uris = new ArrayList<>();

  /** What the server does with a request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://" + endpoint() + "/v1";
  }

  String endpoint() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns how a model asks it, with next to no pauses. */
  OpenAiServer.Builder asked() {
    return OpenAiServer.at(url()).firstPause(Duration.ofMillis(2));
  }

  synchronized LoopbackServer answers(Answer answer) {
    answers.add(answer);
    return this;
  }

  LoopbackServer answers(int status, String body) {
    return answers(status, body, Map.of());
  }

  LoopbackServer answers(int status, String body, Map<String, String> more) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      more.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    });
  }

  /** Answers with a message of the model. */
  LoopbackServer says(String message) {
    return answers(
        200,
        """
        {"id": "c1", "object": "chat.completion", "created": 1, "model": "m",
         "choices": [{"index": 0, "finish_reason": "stop", "message": %s}],
         "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}\
        """
            .formatted(message));
  }

  /** Answers with a stream of events that ends as it should. */
  LoopbackServer streams(String... data) {
    return answers(exchange -> {
      OutputStream out = begin(exchange, 0);
      for (String event : data) {
        send(out, event);
      }
    });
  }

  /** Answers with a stream whose connection breaks behind the events. */
  LoopbackServer breaksAfter(String... data) {
    return answers(exchange -> {
      OutputStream out = begin(exchange, 1_000_000);
      for (String event : data) {
        send(out, event);
      }
      throw new IOException("as the test wants it");
    });
  }

  /** Begins a stream of events, of a length or, with 0, of any. */
  static OutputStream begin(HttpExchange exchange, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, length);
    return exchange.getResponseBody();
  }

  static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Takes a request and does not answer before the server is closed. */
  LoopbackServer holds() {
    return answers(exchange -> end.await());
  }

  void awaitRequest() throws InterruptedException {
    if (!received.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  /** Waits until a request has come and its answer had a moment to arrive. */
  void awaitAnswered() {
    try {
      awaitRequest();
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized JsonNode request(int index) throws IOException {
    return JSON.readTree(bodies.get(index));
  }

  synchronized Headers headers(int index) {
    return headers.get(index);
  }

  synchronized URI uri(int index) {
    return uris.get(index);
  }

  synchronized int requests() {
    return bodies.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = take(exchange);
      received.countDown();
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer take(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    headers.add(exchange.getRequestHeaders());
    uris.add(exchange.getRequestURI());
    // The last answer stands for all later ones, as retries need.
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
