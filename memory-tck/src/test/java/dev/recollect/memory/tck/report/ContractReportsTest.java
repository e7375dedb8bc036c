package dev.recollect.memory.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of a run. */
class ContractReportsTest {

  @TempDir private Path folder;

  private final ContractRun run = new ContractRun("acme.ChromaTest", 42, Instant.EPOCH, promises());

  private static Map<String, String> promises() {
    Map<String, String> promises = new LinkedHashMap<>();
    promises.put("Records", "A record comes back as it was written.");
    promises.put("State", "A commit changes all its keys or none.");
    promises.put("Reopening", "Everything is there again.");
    return promises;
  }

  private void end(String contract, String name, Verdict verdict, String reason) {
    run.check(contract + name, contract, name).end(verdict, reason);
  }

  @Test
  void text_everyVerdict_hasItsSection() {
    run.describe(Map.of("backend", "acme.Chroma"));
    end("Records", "a", Verdict.PROVEN, "");
    end("Records", "b", Verdict.PROVEN, "");
    run.check("Recordsb", "Records", "b").note("1,000 of 10,000 filters");
    end("State", "c", Verdict.REFUSED, "a state store");
    end("Reopening", "d", Verdict.NOT_PROVEN, "durability NONE");
    end("Reopening", "e", Verdict.NOT_PROVEN, "durability NONE");
    String text = TextReport.of(run);
    assertThat(text)
        .startsWith("The backend contract of Recollect is kept: acme.ChromaTest\n")
        .contains("2 checks proven, 1 refused as declared, 2 not proven, 0 failed")
        .contains("-Dtck.seed=42")
        .contains(
            """

            Proven
              Records       2  A record comes back as it was written.
                               1,000 of 10,000 filters

            Refused, as declared
              State         1  a state store

            Not proven
              Reopening     2  durability NONE
            """);
  }

  @Test
  void text_aFailure_isTheTitle() {
    end("Records", "upsert_x_comesBack", Verdict.FAILED, "\nexpected 1\nbut was 2");
    assertThat(TextReport.of(run))
        .startsWith("The backend contract of Recollect IS BROKEN: acme.ChromaTest\n")
        .contains("FAILED\n  Records       1  upsert_x_comesBack: expected 1 but was 2\n");
  }

  @Test
  void text_contractsThatDidNotRun_areNamed() {
    end("Records", "a", Verdict.PROVEN, "");
    assertThat(TextReport.of(run))
        .startsWith("The backend contract of Recollect is kept, as far as it was run")
        .contains("  State            not selected for this run")
        .contains("  Reopening        not selected for this run");
  }

  @Test
  void text_longWords_areBrokenBelowEachOther() {
    end("Records", "a", Verdict.NOT_PROVEN, "word ".repeat(60));
    assertThat(TextReport.of(run).lines()).allMatch(line -> line.length() <= 112);
    assertThat(TextReport.of(run)).contains("\n                   word word");
  }

  @Test
  void end_checkWasRefused_staysSoUnlessItFails() {
    Check check = run.check("key", "State", "name");
    check.end(Verdict.REFUSED, "a state store");
    check.end(Verdict.PROVEN, "");
    assertThat(check.verdict()).isEqualTo(Verdict.REFUSED);
    check.end(Verdict.FAILED, "not refused");
    assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void check_thatNeverEnded_isNotProven() {
    run.check("key", "State", "name");
    assertThat(run.count(Verdict.NOT_PROVEN)).isEqualTo(1);
  }

  @Test
  void close_writesTextAndJson() throws IOException {
    try (ContractReports reports = new ContractReports(folder.resolve("made"))) {
      reports.run(ContractReportsTest.class, () -> run);
      end("Records", "a \"quoted\"", Verdict.FAILED, "line\nbreak");
    }
    assertThat(folder.resolve("made/ContractReportsTest.txt"))
        .content()
        .startsWith("The backend contract of Recollect IS BROKEN: acme.ChromaTest\n");
    assertThat(values(folder.resolve("made/ContractReportsTest.json")))
        .contains("acme.ChromaTest", "42", "failed", "a \"quoted\"", "line\nbreak");
  }

  /** Parses the whole file; returns the texts and numbers in it. */
  private static Set<String> values(Path file) throws IOException {
    Set<String> values = new HashSet<>();
    try (JsonParser parser = new JsonFactory().createParser(Files.readString(file))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values.add(parser.getText());
      }
    }
    return values;
  }
}
