package dev.recollect.examples.autonomous;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on loopback that speaks OpenAI's chat completions and plays a script. */
final class ScriptedServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Function<ChatRequest, ChatReply> script;
  private final Set<String> tools = new TreeSet<>();
  private final AtomicInteger requests = new AtomicInteger();

  private ScriptedServer(HttpServer server, Function<ChatRequest, ChatReply> script) {
    this.server = server;
    this.script = script;
  }

  /** Starts a server that answers as the scripted model does. */
  static ScriptedServer start() throws IOException {
    ScriptedModel model = ScriptedModel.of(ScriptedModel.ID);
    return start(request -> model.reply(request, delta -> {}, CallOptions.none()));
  }

  /** Starts a server that always says the same. */
  static ScriptedServer talking(String text) throws IOException {
    return start(request -> new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE));
  }

  private static ScriptedServer start(Function<ChatRequest, ChatReply> script) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ScriptedServer started = new ScriptedServer(HttpServer.create(anyPort, 0), script);
    started.server.createContext("/v1/chat/completions", started::answer);
    started.server.start();
    return started;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  int requests() {
    return requests.get();
  }

  synchronized Set<String> toolsOffered() {
    return Set.copyOf(tools);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    request.path("tools").forEach(tool -> tools.add(tool.path("function").path("name").asText()));
    byte[] body = JSON.writeValueAsBytes(completion(script.apply(read(request))));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static ChatRequest read(JsonNode request) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      Role role = message.path("role").asText().equals("tool") ? Role.TOOL : Role.USER;
      messages.add(Message.of(role, message.path("content").asText(), Instant.EPOCH));
    }
    return ChatRequest.builder(messages).build();
  }

  private static ObjectNode completion(ChatReply reply) {
    ObjectNode completion = JSON.createObjectNode();
    completion.put("id", "completion").put("object", "chat.completion").put("created", 0);
    ObjectNode choice = completion.put("model", "scripted").putArray("choices").addObject();
    choice
        .put("index", 0)
        .put("finish_reason", reply.toolCalls().isEmpty() ? "stop" : "tool_calls");
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant").put("content", reply.text());
    ArrayNode calls = reply.toolCalls().isEmpty() ? null : message.putArray("tool_calls");
    for (ToolCall call : reply.toolCalls()) {
      ObjectNode written = calls.addObject().put("id", call.id()).put("type", "function");
      written.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }
    return completion;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
