package dev.recollect.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.internal.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tool with which a model asks another agent: it runs a turn of it, in a conversation that the
 * two have for themselves. Thread-safe; questions to one agent wait for each other.
 *
 * <p>Running a call again does no harm: its key is the request id of the other agent's turn, which
 * is returned as it was.
 */
final class AgentMessageTool implements Tool {

  static final String NAME = "send_message_to_agent";

  /** So many agents at most wait for each other's answers. */
  static final int DEEPEST = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> names;
  private final Function<String, AgentBuilder> opener;
  private final ToolSpec spec;

  AgentMessageTool(List<String> names, Function<String, AgentBuilder> opener) {
    if (names.isEmpty()) {
      throw MemoryException.invalid("name the agents that may be asked, one at least");
    }
    this.names = new LinkedHashSet<>(names);
    this.opener = opener;
    this.spec =
        new ToolSpec(
            NAME,
            "Sends a message to another agent and returns its answer. It knows nothing of your"
                + " conversation: say all that it needs.",
            schema());
  }

  private String schema() {
    ObjectNode root = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = root.putObject("properties");
    ObjectNode agent = properties.putObject("agent").put("type", "string");
    agent.put("description", "Name of the agent to ask.");
    names.forEach(agent.putArray("enum")::add);
    ObjectNode message = properties.putObject("message").put("type", "string");
    message.put("description", "What to say to it. All Unicode is supported.");
    root.putArray("required").add("agent").add("message");
    return root.toString();
  }

  /** Returns what the agent that is asked is told beside the message. */
  static String note(String speaker) {
    return "The message before this is from the agent '"
        + speaker
        + "', not from a person. What you answer goes back to it.";
  }

  /**
   * Who asks.
   *
   * @param tenant its tenant
   * @param owner the agent
   * @param conversation in which it asks
   * @param user for whom it asks, or null; the other answers for the same one
   * @param waiting names of the agents that wait for its own answer, the first one first
   */
  record Asker(
      String tenant,
      Owner owner,
      String conversation,
      @Nullable String user,
      List<String> waiting) {

    /** Returns tools of which the one of this class knows who asks. */
    List<Tool> bound(List<Tool> tools) {
      return tools.stream()
          .map(tool -> tool instanceof AgentMessageTool unbound ? unbound.new Bound(this) : tool)
          .toList();
    }

    List<String> chain() {
      List<String> chain = new ArrayList<>(waiting);
      chain.add(owner.name());
      return chain;
    }

    /** One for each conversation, so that those of one agent never wait for each other. */
    String ownConversation() {
      byte[] id = (owner.id() + "/" + conversation).getBytes(StandardCharsets.UTF_8);
      return "agent-" + UUID.nameUUIDFromBytes(id);
    }
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    throw new MemoryException(ErrorKind.INTERNAL, "nobody has said who asks");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  /** The tool of an agent that is open. */
  private final class Bound implements Tool {

    private final Asker asker;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Bound(Asker asker) {
      this.asker = asker;
    }

    @Override
    public ToolSpec spec() {
      return spec;
    }

    @Override
    public boolean idempotent() {
      return true;
    }

    @Override
    public ToolResult call(ToolInvocation invocation) {
      JsonNode arguments = arguments(invocation);
      String name = text(arguments, "agent");
      String message = text(arguments, "message");
      refuse(name);
      ReentrantLock lock = locks.computeIfAbsent(name, unknown -> new ReentrantLock(true));
      lockWithin(lock, invocation.options());
      try {
        return ask(name, message, invocation);
      } finally {
        lock.unlock();
      }
    }

    private void refuse(String name) {
      List<String> chain = asker.chain();
      if (!names.contains(name)) {
        throw MemoryException.invalid(
            "you may not send messages to '%s'.%s You may to %s"
                .formatted(name, NearestName.hint(names, name), String.join(", ", names)));
      }
      if (chain.contains(name)) {
        throw MemoryException.invalid(
            "'%s' waits for your answer (%s asked in this order) and cannot be asked meanwhile; answer with what you know"
                .formatted(name, String.join(", ", chain)));
      }
      if (chain.size() >= DEEPEST) {
        throw MemoryException.limit(
            "%d agents wait for each other already (%s); answer with what you know"
                .formatted(chain.size(), String.join(", ", chain)));
      }
    }

    private ToolResult ask(String name, String message, ToolInvocation invocation) {
      AgentBuilder other =
          opener
              .apply(name)
              .name(name)
              .tenant(asker.tenant())
              .conversation(asker.ownConversation())
              .askedBy(asker.chain());
      if (asker.user() != null) {
        other.user(asker.user());
      }
      try (Agent agent = other.open()) {
        String speaker = asker.owner().name();
        String key =
            UUID.nameUUIDFromBytes(invocation.key().getBytes(StandardCharsets.UTF_8)).toString();
        Turn turn = agent.answer(message, speaker, key, invocation.options());
        return turn.text().isBlank()
            ? ToolResult.ok("'" + name + "' has read the message and answers nothing.")
            : ToolResult.ok(turn.text());
      } catch (MemoryException e) {
        if (invocation.options().cancellation().isCancelled()) {
          throw e;
        }
        return ToolResult.failed("'" + name + "' could not answer: " + e.getMessage());
      }
    }
  }

  private static JsonNode arguments(ToolInvocation invocation) {
    try {
      return JSON.readTree(invocation.arguments());
    } catch (JsonProcessingException e) {
      throw new MemoryException(ErrorKind.INVALID, "the arguments are no JSON object", e);
    }
  }

  private static String text(JsonNode arguments, String name) {
    JsonNode value = arguments.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw MemoryException.invalid(
          "argument '" + name + "' must be a text; the arguments are agent and message");
    }
    return value.textValue();
  }

  private static void lockWithin(ReentrantLock lock, CallOptions options) {
    try {
      while (!lock.tryLock(50, TimeUnit.MILLISECONDS)) {
        options.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "interrupted while another was asked", e);
    }
  }
}
