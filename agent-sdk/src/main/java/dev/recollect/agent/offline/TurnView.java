package dev.recollect.agent.offline;

import dev.recollect.agent.event.AgentEvents;
import dev.recollect.agent.event.LoginEvent;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model sees of the present turn: the user's message, what it has done, what came back.
 */
final class TurnView {

  private static final String SEND = HeartbeatTools.SEND;

  private final ChatRequest request;
  private final List<Message> messages;
  private final int userIndex;
  private final Map<String, Message> results = new HashMap<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private int steps;

  TurnView(ChatRequest request) {
    this.request = request;
    this.messages = request.messages();
    this.userIndex = lastUserMessage();
    for (Message message : messages.subList(userIndex + 1, messages.size())) {
      if (message.role() == Role.ASSISTANT) {
        calls.addAll(message.toolCalls());
        steps++;
      }
      message.toolCallId().ifPresent(id -> results.put(id, message));
    }
  }

  /** Returns what began the turn: the user's message or an event; empty if the request has none. */
  Optional<Message> user() {
    return userIndex < 0 ? Optional.empty() : Optional.of(messages.get(userIndex));
  }

  /** Returns what the user says. */
  String said() {
    return user().map(message -> said(message.text())).orElse("");
  }

  private static String said(String text) {
    return AgentEvents.said(text).orElse(text);
  }

  /** Returns whether the turn began with an event that nobody said. */
  boolean unsaid() {
    return user().filter(message -> AgentEvents.unsaid(message.text())).isPresent();
  }

  /** Returns whether the model speaks to the user with a tool, as in MemGPT. */
  boolean sends() {
    return request.tools().stream().anyMatch(spec -> spec.name().equals(SEND));
  }

  /** Returns the event that began the turn; empty if the user said something. */
  Optional<LoginEvent> login() {
    return user().flatMap(message -> LoginEvent.read(message.text()));
  }

  /** Returns what the user said in the message before the present one, or nothing. */
  String before() {
    for (int i = userIndex - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.role() == Role.USER && !AgentEvents.unsaid(message.text())) {
        return said(message.text());
      }
    }
    return "";
  }

  /** Returns how many replies the turn already has. */
  int steps() {
    return steps;
  }

  /** Returns whether a call whose id begins so was already made in this turn. */
  boolean hasCalled(String prefix) {
    return calls.stream().anyMatch(call -> call.id().startsWith(prefix));
  }

  /** Returns whether the request offers a tool. */
  boolean offers(OfferedTool tool) {
    return request.tools().stream().anyMatch(spec -> spec.name().equals(tool.toolName()));
  }

  /** Returns why a call failed; empty if it worked or has no result. */
  Optional<String> failure(String callId) {
    return Optional.ofNullable(results.get(callId))
        .flatMap(result -> ToolResults.failure(result.text()));
  }

  /** Returns whether a call has come back. */
  boolean isAnswered(String callId) {
    return results.containsKey(callId);
  }

  /** Returns what the result of a call rests on. */
  List<Reference> references(String callId) {
    Message result = results.get(callId);
    return result == null ? List.of() : result.references();
  }

  /** Returns the text that leads the request. */
  String systemText() {
    return messages.stream()
        .filter(message -> message.role() == Role.SYSTEM)
        .findFirst()
        .map(Message::text)
        .orElse("");
  }

  /** Returns the blocks of core memory. */
  CoreBlocks blocks() {
    return CoreBlocks.read(systemText());
  }

  /** Events within the turn are passed over: its beginning lies before what the model has done. */
  private int lastUserMessage() {
    int event = -1;
    for (int i = messages.size() - 1; i >= 0 && !(event >= 0 && endsTurn(messages.get(i))); i--) {
      if (messages.get(i).role() == Role.USER) {
        if (!passedOver(messages.get(i).text())) {
          return i;
        }
        event = i;
      }
    }
    return event;
  }

  private static boolean passedOver(String text) {
    return AgentEvents.unsaid(text) && LoginEvent.read(text).isEmpty();
  }

  private static boolean endsTurn(Message message) {
    return message.role() == Role.ASSISTANT
        && message.toolCalls().stream().allMatch(call -> call.name().equals(SEND));
  }
}
