package dev.recollect.agent.loop;

import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetReport.Doubt;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.forget.Traces;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;

/** Looks for what still tells of something that was forgotten, so that the caller learns of it. */
final class RemainingTraces {

  /** Looking is a help; a long list of texts is not looked through to its end. */
  private static final int LOOKED_FOR = 50;

  private final Desk desk;
  private final NamedTexts named;
  private final ForgetReport.Builder report;
  private final CallOptions options;

  RemainingTraces(Desk desk, NamedTexts named, ForgetReport.Builder report, CallOptions options) {
    this.desk = desk;
    this.named = named;
    this.report = report;
    this.options = options;
  }

  /** Adds doubts to the report. */
  void find() {
    List<String> texts = named.texts();
    Traces traces = Traces.of(texts);
    texts.stream()
        .filter(text -> !text.isBlank())
        .limit(LOOKED_FOR)
        .forEach(text -> find(text, traces));
  }

  private void find(String text, Traces traces) {
    String name = desk.place().owner().name();
    desk
        .place()
        .memory()
        .recall(name)
        .search(DerivedPassages.byWords(text, options))
        .hits()
        .stream()
        .map(SearchHit::item)
        .filter(message -> traces.in(message.text()))
        .forEach(this::doubt);
    DerivedPassages.found(desk.place().memory().archival(name), text, options).stream()
        .filter(passage -> traces.in(passage.text()))
        .forEach(this::doubt);
  }

  private void doubt(RecalledMessage message) {
    report.doubt(Doubt.Kind.MESSAGE, message.id(), "it has words of it and was not asked for");
  }

  private void doubt(Passage passage) {
    String reason =
        Forgettable.isOwn(passage)
            ? "it has words of it and was not asked for"
            : "it has words of it and belongs to a source, which is left as it is";
    report.doubt(Doubt.Kind.PASSAGE, passage.id(), reason);
  }
}
