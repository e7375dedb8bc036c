package dev.recollect.memory.tck.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a run as JSON: every check with its verdict. */
final class JsonReport {

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static String of(ContractRun run) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new JsonReport(json).write(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private void write(ContractRun run) throws IOException {
    json.writeStartObject();
    json.writeStringField("suite", run.suite());
    json.writeStringField("started", run.started().toString());
    json.writeNumberField("seed", run.seed());
    json.writeObjectFieldStart("backend");
    for (Map.Entry<String, String> fact : run.facts().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("counts");
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberField(word(verdict), run.count(verdict));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("contracts");
    for (Map.Entry<String, List<Check>> contract : run.checks().entrySet()) {
      write(contract.getKey(), run.promise(contract.getKey()), contract.getValue());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String contract, String promise, List<Check> checks) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", contract);
    json.writeStringField("promise", promise);
    json.writeArrayFieldStart("checks");
    for (Check check : checks) {
      write(check);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Check check) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", check.name());
    json.writeStringField("verdict", word(check.verdict()));
    if (!check.reason().isEmpty()) {
      json.writeStringField("reason", check.reason());
    }
    if (!check.notes().isEmpty()) {
      json.writeArrayFieldStart("notes");
      for (String note : check.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
    }
    json.writeNumberField("milliseconds", check.milliseconds());
    json.writeEndObject();
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
