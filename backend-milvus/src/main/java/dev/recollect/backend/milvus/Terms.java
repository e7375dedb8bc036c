package dev.recollect.backend.milvus;

import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Payload values as filters see them. All that is built here consists of ASCII letters, digits and
 * {@code ~ , : = -}, whatever it was built from: so no value can break out of an expression, and
 * none holds a wildcard. Texts are compared by what is written for them, numbers in such a form
 * that their order is that of the texts.
 *
 * <p>Sizes: a payload of 16 KiB yields less than 64 KiB each of terms and values, as every byte
 * becomes three at most and what is longer than {@value #LONGEST} letters becomes a digest.
 */
final class Terms {

  /** Most letters that stand for a text before a digest does. */
  static final int LONGEST = 64;

  private static final HexFormat HEX = HexFormat.of();

  private Terms() {}

  /** Returns all terms of a payload, each between commas: {@code ,s:colour=red,i:size=8…7,}. */
  static String of(Payload payload) {
    StringBuilder terms = new StringBuilder(",");
    payload.values().forEach((key, value) -> terms.append(term(key, value)).append(','));
    return terms.toString();
  }

  /** Returns the term of a value. */
  static String term(String key, PayloadValue value) {
    return start(key, value.type()) + written(value);
  }

  /** Returns what all terms of a field begin with that have a type. */
  static String start(String key, PayloadType type) {
    return letter(type) + anyStart(key);
  }

  /** Returns what stands in all terms of a field, behind the letter of the type. */
  static String anyStart(String key) {
    // An underscore is a wildcard; keys have no hyphens.
    return ":" + key.replace('_', '-') + "=";
  }

  private static char letter(PayloadType type) {
    return switch (type) {
      case TEXT -> 's';
      case INT64 -> 'i';
      case DOUBLE -> 'd';
      case BOOLEAN -> 'b';
      case INSTANT -> 'm';
      case TEXT_LIST -> 'l';
    };
  }

  /** Returns the name of a field among the values, which differs by type. */
  static String name(String key, PayloadType type) {
    return letter(type) + key;
  }

  /** Returns what stands for a value. */
  static String written(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Text(String text) -> written(text);
      case PayloadValue.Int64(long number) -> ordered(number);
      case PayloadValue.Float64(double number) -> ordered(number);
      case PayloadValue.Bool(boolean truth) -> truth ? "t" : "f";
      case PayloadValue.Moment moment -> ordered(moment.epochMicros());
      case PayloadValue.TextList(List<String> members) -> written(lengths(members));
    };
  }

  private static String lengths(List<String> members) {
    StringBuilder text = new StringBuilder();
    members.forEach(member -> text.append(member.length()).append('x').append(member));
    return text.toString();
  }

  private static String ordered(long number) {
    return HEX.toHexDigits(number ^ Long.MIN_VALUE);
  }

  private static String ordered(double number) {
    long bits = Double.doubleToLongBits(number);
    return HEX.toHexDigits(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  /**
   * Returns what stands for a text: letters and digits, other bytes as {@code ~} and two digits.
   */
  static String written(String text) {
    if (text.length() <= LONGEST) {
      StringBuilder written = new StringBuilder();
      for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
        if (isPlain(unit)) {
          written.append((char) unit);
        } else {
          written.append('~').append(HEX.toHexDigits(unit));
        }
      }
      if (written.length() <= LONGEST) {
        return written.toString();
      }
    }
    return digest(text);
  }

  private static boolean isPlain(byte unit) {
    return (unit >= 'a' && unit <= 'z')
        || (unit >= 'A' && unit <= 'Z')
        || (unit >= '0' && unit <= '9');
  }

  /** No text is written with two of the signs that lead here. */
  private static String digest(String text) {
    return "~~" + HEX.formatHex(Keys.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns, as JSON, what is not compared for equality alone. */
  static String values(Payload payload) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    for (Map.Entry<String, PayloadValue> entry : payload.values().entrySet()) {
      String name = "\"" + name(entry.getKey(), entry.getValue().type()) + "\":";
      switch (entry.getValue()) {
        case PayloadValue.Int64 ordered -> json.add(name + '"' + written(ordered) + '"');
        case PayloadValue.Float64 ordered -> json.add(name + '"' + written(ordered) + '"');
        case PayloadValue.Moment ordered -> json.add(name + '"' + written(ordered) + '"');
        case PayloadValue.TextList(List<String> members) -> {
          if (!members.isEmpty()) {
            json.add(name + array(members));
          }
        }
        case PayloadValue.Text ignored -> {}
        case PayloadValue.Bool ignored -> {}
      }
    }
    return json.toString();
  }

  private static String array(List<String> members) {
    StringJoiner array = new StringJoiner("\",\"", "[\"", "\"]");
    members.stream().distinct().forEach(member -> array.add(written(member)));
    return array.toString();
  }
}
