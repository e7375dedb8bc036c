package dev.recollect.agent.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.agent.event.AgentEvents;
import dev.recollect.agent.event.LoginEvent;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.tool.ToolSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link AgentProfile#MEMGPT}, after MemGPT 0.3.25 ({@code agent.py}, {@code
 * system.py}, {@code llm_api_tools.py}).
 *
 * <p>Departures, each the repair of a defect: all calls of a reply run, in order, and not the first
 * alone; a missing {@code inner_thoughts} is no error; what is sent is what recall memory has, not
 * what is thought; a failed call and a request for a heartbeat in one step are both told.
 */
public final class MemgptRules implements ProfileRules {

  private static final String FAILED =
      AgentEvents.HIDDEN + "Function call failed, returning control";
  private static final String REQUESTED =
      AgentEvents.HIDDEN + "Function called using request_heartbeat=true, returning control";

  private final MemgptPrompt prompt;
  private final MemgptTools tools;
  private final ZoneId zone;

  /**
   * Creates rules that tell times in a zone.
   *
   * @param instructions what each request begins with; or null for ours
   * @param thoughtsAreArguments whether the model writes its thoughts as an argument of its calls
   */
  public MemgptRules(ZoneId zone, @Nullable String instructions, boolean thoughtsAreArguments) {
    this.prompt = new MemgptPrompt(zone, instructions);
    this.tools = new MemgptTools(thoughtsAreArguments);
    this.zone = zone;
  }

  @Override
  public String system(SystemFacts facts) {
    return prompt.text(facts);
  }

  @Override
  public List<ToolSpec> specs(List<ToolSpec> plain) {
    return plain.stream().map(tools::spec).toList();
  }

  @Override
  public Message shown(StoredMessage stored) {
    Message message = stored.message();
    if (message.role() == Role.USER && stored.kind() == StoredMessage.Kind.SAID) {
      String json = AgentEvents.userMessage(message.text(), message.createdAt(), zone);
      Message.Builder event = Message.builder(Role.USER, json, message.createdAt());
      message.name().ifPresent(event::name);
      return event.build();
    }
    return message.toolCalls().isEmpty() ? message : tools.thinking(message);
  }

  @Override
  public Message shown(StoredSummary summary) {
    Instant until = Instant.parse(summary.until());
    String text =
        "Note: the "
            + summary.messages()
            + " messages before these are hidden because the conversation has become long;"
            + " conversation_search finds them. The following is a summary of them:\n"
            + String.join("\n", summary.lines());
    return Message.of(Role.USER, AgentEvents.alert(text, until, zone), until);
  }

  @Override
  public Message recalled(String text, Instant now) {
    return Message.of(Role.USER, AgentEvents.alert(AgentEvents.HIDDEN + text, now, zone), now);
  }

  /** A model that sees how a message is sent does the same. */
  @Override
  public List<StoredMessage> opening(Instant now) {
    ObjectNode greeting = MemgptTools.MAPPER.createObjectNode();
    greeting.put("message", "Hello. I am awake, and I remember.");
    ToolCall call = new ToolCall("call_opening", HeartbeatTools.SEND, greeting.toString());
    Message said =
        Message.builder(Role.ASSISTANT, "My memory is ready. I try whether messages arrive.", now)
            .toolCalls(List.of(call))
            .build();
    Message result =
        Message.builder(Role.TOOL, HeartbeatTools.delivered(now, zone), now)
            .toolCallId(call.id())
            .build();
    Message login = Message.of(Role.USER, LoginEvent.of(null, now, zone).json(), now);
    return List.of(
        StoredMessage.event(said), StoredMessage.event(result), StoredMessage.event(login));
  }

  @Override
  public Decision read(ChatReply reply) {
    List<String> thoughts = new ArrayList<>();
    if (!reply.text().isBlank()) {
      thoughts.add(reply.text());
    }
    List<ToolCall> calls = new ArrayList<>();
    for (ToolCall call : reply.toolCalls()) {
      MemgptTools.thought(call).filter(text -> !text.isBlank()).ifPresent(thoughts::add);
      calls.add(MemgptTools.withoutThought(call));
    }
    String sent =
        calls.stream()
            .flatMap(call -> HeartbeatTools.sent(call).stream())
            .collect(Collectors.joining("\n"));
    return new Decision(String.join("\n", thoughts), calls, sent);
  }

  @Override
  public ToolCall plain(ToolCall call) {
    return MemgptTools.withoutHeartbeat(call);
  }

  @Override
  public Sequel sequel(List<TurnRecord.Run> step) {
    List<String> heartbeats = new ArrayList<>();
    if (step.stream().anyMatch(TurnRecord.Run::failed)) {
      heartbeats.add(FAILED);
    }
    if (step.stream().anyMatch(run -> MemgptTools.asksForHeartbeat(run.call()))) {
      heartbeats.add(REQUESTED);
    }
    return new Sequel(!heartbeats.isEmpty(), heartbeats);
  }

  @Override
  public boolean textAnswers() {
    return false;
  }

  /** Returns whether a model writes its thoughts as an argument. */
  public static boolean thoughtsAreArguments(InnerThoughts choice, boolean generative) {
    return Optional.of(choice)
        .filter(chosen -> chosen != InnerThoughts.AUTOMATIC)
        .map(chosen -> chosen == InnerThoughts.ARGUMENT)
        .orElse(generative);
  }
}
