package dev.recollect.backend.pgvector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A payload as JSON that keeps types: {@code {"colour":{"s":"red"},"pages":{"l":12}}}. The tag is
 * that of {@link #tag}; instants are microseconds, doubles numbers, which PostgreSQL compares in
 * decimal: the shortest decimals of two doubles are in the order of the doubles.
 */
final class PayloadJson {

  private static final JsonFactory JSON = new JsonFactory();

  private PayloadJson() {}

  static String tag(PayloadType type) {
    return switch (type) {
      case TEXT -> "s";
      case INT64 -> "l";
      case DOUBLE -> "d";
      case BOOLEAN -> "b";
      case INSTANT -> "i";
      case TEXT_LIST -> "m";
    };
  }

  static String encode(Payload payload) {
    if (payload.values().isEmpty()) {
      return "{}";
    }
    return write(generator -> {
      generator.writeStartObject();
      for (Map.Entry<String, PayloadValue> entry : payload.values().entrySet()) {
        generator.writeObjectFieldStart(entry.getKey());
        generator.writeFieldName(tag(entry.getValue().type()));
        writeValue(generator, entry.getValue());
        generator.writeEndObject();
      }
      generator.writeEndObject();
    });
  }

  /** Returns a value as it stands below its tag in an encoded payload. */
  static String encode(PayloadValue value) {
    return write(generator -> writeValue(generator, value));
  }

  private interface Writer {
    void write(JsonGenerator generator) throws IOException;
  }

  private static String write(Writer content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      content.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeValue(JsonGenerator generator, PayloadValue value) throws IOException {
    switch (value) {
      case PayloadValue.Text(String text) -> generator.writeString(text);
      case PayloadValue.Int64(long number) -> generator.writeNumber(number);
      case PayloadValue.Float64(double number) -> generator.writeNumber(number);
      case PayloadValue.Bool(boolean truth) -> generator.writeBoolean(truth);
      case PayloadValue.Moment moment -> generator.writeNumber(moment.epochMicros());
      case PayloadValue.TextList(List<String> texts) -> writeList(generator, texts);
    }
  }

  private static void writeList(JsonGenerator generator, List<String> texts) throws IOException {
    generator.writeStartArray();
    for (String text : texts) {
      generator.writeString(text);
    }
    generator.writeEndArray();
  }

  static Payload decode(String json) {
    if (json.equals("{}")) {
      return Payload.empty();
    }
    Payload.Builder payload = Payload.builder();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        String tag = parser.nextFieldName();
        parser.nextToken();
        payload.put(key, readValue(parser, tag));
        parser.nextToken();
      }
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.CORRUPT, "a stored payload cannot be read", e);
    }
    return payload.build();
  }

  private static PayloadValue readValue(JsonParser parser, String tag) throws IOException {
    return switch (tag) {
      case "s" -> PayloadValue.of(parser.getText());
      case "l" -> PayloadValue.of(parser.getLongValue());
      case "d" -> PayloadValue.of(parser.getDoubleValue());
      case "b" -> PayloadValue.of(parser.getBooleanValue());
      case "i" -> PayloadValue.Moment.ofEpochMicros(parser.getLongValue());
      case "m" -> PayloadValue.of(readList(parser));
      default -> throw new IOException("unknown type tag " + tag);
    };
  }

  private static List<String> readList(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(parser.getText());
    }
    return texts;
  }
}
