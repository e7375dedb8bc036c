package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload as one text from which it comes back exactly: each key, {@code =}, a letter for the
 * type and the value; texts are led by their length, so nothing is escaped and 16 KiB never become
 * 64.
 */
final class PayloadText {

  private final String text;
  private int place;

  private PayloadText(String text) {
    this.text = text;
  }

  static String encode(Payload payload) {
    StringBuilder text = new StringBuilder();
    payload.values().forEach((key, value) -> encode(text.append(key).append('='), value));
    return text.toString();
  }

  private static void encode(StringBuilder text, PayloadValue value) {
    switch (value) {
      case PayloadValue.Text(String whole) -> counted(text.append('s'), whole);
      case PayloadValue.Int64(long number) -> text.append('i').append(number).append(';');
      case PayloadValue.Float64(double number) ->
          text.append('d').append(Long.toHexString(Double.doubleToLongBits(number))).append(';');
      case PayloadValue.Bool(boolean truth) -> text.append(truth ? 't' : 'f');
      case PayloadValue.Moment moment -> text.append('m').append(moment.epochMicros()).append(';');
      case PayloadValue.TextList(List<String> members) -> {
        text.append('l').append(members.size()).append(';');
        members.forEach(member -> counted(text, member));
      }
    }
  }

  private static void counted(StringBuilder text, String whole) {
    text.append(whole.length()).append(':').append(whole);
  }

  /**
   * Returns the payload.
   *
   * @throws MemoryException CORRUPT for a text that {@link #encode} never returns
   */
  static Payload decode(String text) {
    try {
      return new PayloadText(text).payload();
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new MemoryException(ErrorKind.CORRUPT, "a stored payload cannot be read", e);
    }
  }

  private Payload payload() {
    Payload.Builder payload = Payload.builder();
    while (place < text.length()) {
      payload.put(until('='), value());
    }
    return payload.build();
  }

  private PayloadValue value() {
    char letter = text.charAt(place++);
    return switch (letter) {
      case 's' -> PayloadValue.of(counted());
      case 'i' -> PayloadValue.of(Long.parseLong(until(';')));
      case 'd' -> PayloadValue.of(Double.longBitsToDouble(Long.parseUnsignedLong(until(';'), 16)));
      case 't' -> PayloadValue.of(true);
      case 'f' -> PayloadValue.of(false);
      case 'm' -> PayloadValue.Moment.ofEpochMicros(Long.parseLong(until(';')));
      case 'l' -> list(Integer.parseInt(until(';')));
      default -> throw new IllegalArgumentException("unknown type " + letter);
    };
  }

  private PayloadValue list(int size) {
    List<String> members = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      members.add(counted());
    }
    return PayloadValue.of(members);
  }

  private String counted() {
    int length = Integer.parseInt(until(':'));
    String whole = text.substring(place, place + length);
    place += length;
    return whole;
  }

  private String until(char end) {
    int at = text.indexOf(end, place);
    String part = text.substring(place, at);
    place = at + 1;
    return part;
  }
}
