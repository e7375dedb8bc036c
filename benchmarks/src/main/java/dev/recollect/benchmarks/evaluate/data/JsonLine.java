package dev.recollect.benchmarks.evaluate.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** One line of JSON, an object whose fields are read with their types checked. */
final class JsonLine {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** ISO 8601, also with a space for the T, without seconds, without a zone, or the day alone. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX]")
          .toFormatter(Locale.ROOT);

  private final Place place;
  private final ObjectNode fields;

  private JsonLine(Place place, ObjectNode fields) {
    this.place = place;
    this.fields = fields;
  }

  /** Parses a line. */
  static JsonLine parse(Place place, String text) {
    try {
      if (READER.readTree(text) instanceof ObjectNode fields) {
        return new JsonLine(place, fields);
      }
    } catch (JsonProcessingException e) {
      throw new MalformedDataException(place, "is not JSON: " + e.getOriginalMessage());
    }
    throw new MalformedDataException(place, "must be a JSON object, one a line");
  }

  /** Returns where the line stands. */
  Place place() {
    return place;
  }

  /** Returns the field {@code _id}: text that is not blank, or an integer. */
  String id() {
    JsonNode id = fields.path("_id");
    String text = id.isIntegralNumber() || id.isTextual() ? id.asText() : "";
    if (text.isBlank()) {
      throw wrong("_id", "must be text that is not blank");
    }
    return text;
  }

  /** Returns a field that must be there. */
  String requiredText(String name) {
    return text(name).orElseThrow(() -> wrong(name, "is missing; it must be text"));
  }

  /** Returns a field, if it is there and not null. */
  Optional<String> text(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "must be text");
    }
    return Optional.of(value.textValue());
  }

  /** Returns a time, if it is there and not null; one without a zone is taken as UTC. */
  Optional<Instant> instant(String name) {
    return text(name).map(text -> instant(name, text));
  }

  private Instant instant(String name, String text) {
    try {
      TemporalAccessor parsed =
          DATE.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (parsed) {
        case OffsetDateTime zoned -> zoned.toInstant();
        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
        default -> LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant();
      };
    } catch (DateTimeException e) {
      throw wrong(name, "is '" + text + "'; it must be like 2026-01-31 or 2026-01-31T18:30:00Z");
    }
  }

  /** Returns the exception for a field that is not as it must be. */
  MalformedDataException wrong(String name, String problem) {
    return new MalformedDataException(place, name + " " + problem);
  }
}
