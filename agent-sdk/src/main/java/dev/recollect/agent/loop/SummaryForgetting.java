package dev.recollect.agent.loop;

import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.Traces;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.Position;
import dev.recollect.agent.state.StoredConversation;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a summary anew if something forgotten may be in it: from what is still remembered of the
 * messages before the window, never from the old summary.
 */
final class SummaryForgetting {

  /** A summary is short; what was said longer ago would hardly stand in it. */
  private static final int SUMMARISED = 400;

  private final Desk desk;
  private final Traces traces;
  private final ForgetReport.Builder report;

  SummaryForgetting(Desk desk, Traces traces, ForgetReport.Builder report) {
    this.desk = desk;
    this.traces = traces;
    this.report = report;
  }

  /** Returns the head of a conversation with a summary that holds nothing of what is named. */
  Head without(StoredConversation conversation, Set<Long> named, CallOptions options) {
    Head head = conversation.head();
    StoredSummary old = head.summary();
    if (old == null) {
      return head;
    }
    long from = head.windowFrom().isEmpty() ? 1 : Position.parse(head.windowFrom()).sequence();
    long gone = named.stream().filter(place -> place < from).count();
    if (gone == 0 && !traces.in(String.join("\n", old.lines()))) {
      return head;
    }
    report.summary(conversation.conversation());
    StoredSummary anew = anew(conversation.conversation(), named, from, options);
    if (anew != null && traces.in(String.join("\n", anew.lines()))) {
      report.doubt(
          ForgetReport.Doubt.Kind.SUMMARY,
          conversation.conversation(),
          "messages that are still remembered tell the same");
    }
    return head.withSummary(anew == null ? null : counted(anew, old, gone));
  }

  private @Nullable StoredSummary anew(
      String conversation, Set<Long> named, long from, CallOptions options) {
    RecallMemory recall = desk.place().memory().recall(desk.place().owner().name());
    long first = Math.max(1, from - SUMMARISED);
    List<Message> said =
        from == first
            ? List.of()
            : recall.list(conversation, first, (int) (from - first)).stream()
                .filter(message -> !named.contains(message.sequence()))
                .map(RecalledMessage::message)
                .toList();
    StoredSummary summary = desk.context().summaryOf(said, desk.asker().fixedTokens(), options);
    var unused = desk.context().takeUsage();
    return summary;
  }

  private static StoredSummary counted(StoredSummary anew, StoredSummary old, long gone) {
    long messages = Math.max(anew.messages(), old.messages() - gone);
    return new StoredSummary(messages, old.since(), old.until(), anew.lines(), anew.written());
  }
}
