package dev.recollect.agent.loop;

import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.Traces;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.PendingEvents;
import dev.recollect.agent.state.StoredConversation;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes what is forgotten out of the state of one conversation: window, recorded answers, waiting
 * events.
 *
 * <p>An exchange of which all that was said is named goes whole. Otherwise {@value #FORGOTTEN}
 * stands in the place of what is named, so that a call never parts from its result; so it does in
 * the place of arguments and results of an exchange in which something is named, and of arguments,
 * results and events that tell of it wherever they stand.
 */
final class WindowForgetting {

  /** What stands in the place of a text that had to stay. */
  static final String FORGOTTEN = "[forgotten]";

  private static final String NO_ARGUMENTS = "{}";

  private final StoredConversation conversation;
  private final Set<Long> named;
  private final Traces traces;
  private final ForgetReport.Builder report;

  WindowForgetting(
      StoredConversation conversation,
      Set<Long> named,
      Traces traces,
      ForgetReport.Builder report) {
    this.conversation = conversation;
    this.named = named;
    this.traces = traces;
    this.report = report;
  }

  /** Makes the changes wait in the conversation. */
  void run() {
    List<LogEntry> exchange = new ArrayList<>();
    for (LogEntry entry : conversation.messages()) {
      if (entry.stored().opens() && !exchange.isEmpty()) {
        forget(exchange);
        exchange.clear();
      }
      exchange.add(entry);
    }
    forget(exchange);
    conversation.events().stream().filter(this::tells).forEach(this::remove);
    conversation.answers().forEach(this::blank);
  }

  private boolean tells(PendingEvents.Waiting event) {
    return traces.in(event.text());
  }

  private void remove(PendingEvents.Waiting event) {
    conversation.remove(event);
    report.events(1);
  }

  private void blank(StoredConversation.Answer answer) {
    conversation.replace(answer, blank(answer.record()));
    report.answers(1);
  }

  private static TurnRecord blank(TurnRecord record) {
    List<TurnRecord.Run> runs =
        record.runs().stream()
            .map(run -> new TurnRecord.Run(bare(run.call()), run.failed(), FORGOTTEN, List.of()))
            .toList();
    return new TurnRecord(
        record.id(), FORGOTTEN, record.steps(), runs, record.usage(), record.stop());
  }

  /** Returns whether a recorded answer tells of what is forgotten. */
  static boolean tells(TurnRecord record, Traces traces) {
    return traces.in(record.text())
        || record.runs().stream()
            .anyMatch(run ->
                traces.in(run.result())
                    || traces.in(run.call().arguments())
                    || run.references().stream().anyMatch(one -> traces.in(one.text())));
  }

  private static ToolCall bare(ToolCall call) {
    return new ToolCall(call.id(), call.name(), NO_ARGUMENTS);
  }

  private void forget(List<LogEntry> exchange) {
    boolean hit = exchange.stream().anyMatch(this::isNamed);
    boolean whole = exchange.stream().filter(LogEntry::recalled).allMatch(this::isNamed);
    if (hit && whole) {
      exchange.forEach(conversation::remove);
      report.windowMessages(exchange.size());
      return;
    }
    for (LogEntry entry : exchange) {
      StoredMessage left = left(entry, hit);
      if (!left.equals(entry.stored())) {
        conversation.replace(entry, left);
        report.windowMessages(1);
      }
    }
  }

  private boolean isNamed(LogEntry entry) {
    return entry.recalled() && named.contains(entry.position().sequence());
  }

  private StoredMessage left(LogEntry entry, boolean hit) {
    StoredMessage stored = entry.stored();
    if (isNamed(entry)) {
      return placeholder(stored);
    }
    if (!entry.recalled()) {
      boolean follows = hit && stored.message().role() != Role.USER;
      return follows || tells(stored.message()) ? placeholder(stored) : stored;
    }
    boolean calls = stored.message().toolCalls().stream().anyMatch(this::tells);
    return hit || calls ? withoutArguments(stored) : stored;
  }

  private boolean tells(Message message) {
    return traces.in(message.text())
        || message.toolCalls().stream().anyMatch(this::tells)
        || message.references().stream().anyMatch(one -> traces.in(one.text()));
  }

  private boolean tells(ToolCall call) {
    return traces.in(call.arguments());
  }

  /** What nobody says any more must not go into recall memory later. */
  private static StoredMessage placeholder(StoredMessage stored) {
    Message message = stored.message();
    Message.Builder blank =
        Message.builder(
                message.role(), message.text().isEmpty() ? "" : FORGOTTEN, message.createdAt())
            .toolCalls(bare(message));
    message.toolCallId().ifPresent(blank::toolCallId);
    if (message.role() == Role.USER) {
      return stored.opens()
          ? StoredMessage.event(blank.build())
          : StoredMessage.innerEvent(blank.build());
    }
    return StoredMessage.of(blank.build(), message.role() == Role.ASSISTANT ? "" : null);
  }

  private static List<ToolCall> bare(Message message) {
    return message.toolCalls().stream().map(WindowForgetting::bare).toList();
  }

  private static StoredMessage withoutArguments(StoredMessage stored) {
    Message message = stored.message();
    if (message.toolCalls().isEmpty()) {
      return stored;
    }
    Message.Builder bare =
        Message.builder(message.role(), message.text(), message.createdAt())
            .toolCalls(bare(message))
            .references(message.references());
    message.name().ifPresent(bare::name);
    return new StoredMessage(bare.build(), stored.kind(), stored.sent(), stored.shown());
  }
}
