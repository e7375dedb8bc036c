package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

  private record Answer(int status, String body, boolean held) {}

  LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://" + endpoint() + "/v1";
  }

  String endpoint() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized LoopbackServer answers(int status, String body) {
    answers.add(new Answer(status, body, false));
    return this;
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

  /** Takes a request and does not answer before the server is closed. */
  synchronized LoopbackServer holds() {
    answers.add(new Answer(200, "", true));
    return this;
  }

  void awaitRequest() throws InterruptedException {
    if (!received.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  synchronized JsonNode request(int index) throws IOException {
    return JSON.readTree(bodies.get(index));
  }

  synchronized Headers headers(int index) {
    return headers.get(index);
  }

  synchronized int requests() {
    return bodies.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = take(exchange);
      received.countDown();
      if (answer.held()) {
        end.await();
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer take(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    headers.add(exchange.getRequestHeaders());
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
