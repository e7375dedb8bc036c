package dev.recollect.memory.tck.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a run as text for people: what is proven, what is refused, what is not proven and why. */
final class TextReport {

  private final ContractRun run;
  private final Columns text;

  private TextReport(ContractRun run) {
    this.run = run;
    this.text =
        new Columns(
            Stream.concat(run.facts().keySet().stream(), run.checks().keySet().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0));
  }

  static String of(ContractRun run) {
    TextReport report = new TextReport(run);
    report.head();
    report.section("Proven", Verdict.PROVEN);
    report.section("Refused, as declared", Verdict.REFUSED);
    report.section("Not proven", Verdict.NOT_PROVEN);
    report.section("FAILED", Verdict.FAILED);
    return report.text.toString();
  }

  private void head() {
    text.line(subject() + " " + verdict() + ": " + run.suite()).line("");
    run.facts().forEach(text::row);
    text.line("")
        .line(
            "  %,d checks proven, %,d refused as declared, %,d not proven, %,d failed"
                .formatted(
                    run.count(Verdict.PROVEN),
                    run.count(Verdict.REFUSED),
                    run.count(Verdict.NOT_PROVEN),
                    run.count(Verdict.FAILED)))
        .line(
            "  %s, %,d s, Java %s; -Dtck.seed=%d draws the same random values again"
                .formatted(
                    run.started().truncatedTo(ChronoUnit.SECONDS),
                    Duration.between(run.started(), Instant.now()).toSeconds(),
                    Runtime.version().feature(),
                    run.seed()));
  }

  private String subject() {
    return run.checks().size() == 1
        ? "One contract of Recollect's for backends"
        : "The backend contract of Recollect";
  }

  private String verdict() {
    if (run.count(Verdict.FAILED) > 0) {
      return "IS BROKEN";
    }
    if (run.count(Verdict.PROVEN) == 0) {
      return "was not proven";
    }
    boolean whole = run.checks().values().stream().noneMatch(List::isEmpty);
    return whole ? "is kept" : "is kept, as far as it was run";
  }

  private void section(String heading, Verdict verdict) {
    List<Row> rows = new ArrayList<>();
    run.checks().forEach((contract, checks) -> rows.addAll(rows(contract, checks, verdict)));
    if (!rows.isEmpty()) {
      text.line("").line(heading);
      rows.forEach(row -> text.row(row.contract(), row.count(), row.words()));
    }
  }

  /** Returns what there is to say of a contract in a section: checks with equal words are one. */
  private List<Row> rows(String contract, List<Check> checks, Verdict verdict) {
    List<Check> concerned = checks.stream().filter(check -> check.verdict() == verdict).toList();
    Map<String, Integer> counts = new LinkedHashMap<>();
    concerned.forEach(check -> counts.merge(words(check), 1, Integer::sum));
    List<Row> rows = new ArrayList<>();
    counts.forEach((words, count) -> rows.add(new Row(contract, count, words)));
    if (verdict == Verdict.PROVEN) {
      concerned.forEach(check -> check.notes().forEach(note -> rows.add(new Row("", 0, note))));
    }
    if (verdict == Verdict.NOT_PROVEN && checks.isEmpty()) {
      rows.add(new Row(contract, 0, "not selected for this run"));
    }
    return rows;
  }

  private String words(Check check) {
    return switch (check.verdict()) {
      case PROVEN ->
          whole(check.contract())
              ? run.promise(check.contract())
              : "of this contract only: " + check.name();
      case REFUSED, NOT_PROVEN -> check.reason();
      case FAILED -> check.name() + ": " + firstLines(check.reason());
    };
  }

  /** A promise is what all checks of a contract prove together. */
  private boolean whole(String contract) {
    return run.checks().getOrDefault(contract, List.of()).stream()
        .allMatch(check -> check.verdict() == Verdict.PROVEN || check.verdict() == Verdict.REFUSED);
  }

  private static String firstLines(String reason) {
    return reason.strip().lines().limit(3).collect(Collectors.joining(" "));
  }

  private record Row(String contract, int count, String words) {}
}
