package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands for payload values where Milvus compares them. */
class TermsTest {

  /** What a field of a server holds, of text or JSON. */
  private static final int SERVER_BYTES = 65_535;

  @Test
  void written_anyText_isPlainAndTellsTextsApart() {
    Random random = new Random(7);
    Set<String> texts = new HashSet<>();
    Set<String> written = new HashSet<>();
    for (int round = 0; round < 10_000; round++) {
      String text = HostileTexts.next(random);
      texts.add(text);
      written.add(Terms.written(text));
    }
    assertThat(written).hasSameSizeAs(texts).allMatch(term -> term.matches("[A-Za-z0-9~]*"));
  }

  @Test
  void written_numbers_haveTheOrderOfTheNumbers() {
    List<Long> numbers =
        List.of(
            Long.MIN_VALUE, -(1L << 53) - 1, -(1L << 53), -1L, 0L, 1L, 1L << 53, Long.MAX_VALUE);
    assertOrdered(numbers, number -> PayloadValue.of((long) number));
    List<Double> doubles =
        List.of(-Double.MAX_VALUE, -1e300, -1.5, -Double.MIN_VALUE, 0.0, 4.9e-324, 0.1, 1e300);
    assertOrdered(doubles, number -> PayloadValue.of((double) number));
    assertThat(Terms.written(PayloadValue.of(-0.0))).isEqualTo(Terms.written(PayloadValue.of(0.0)));
  }

  private static <T> void assertOrdered(List<T> ascending, Function<T, PayloadValue> value) {
    List<String> written = ascending.stream().map(value).map(Terms::written).toList();
    List<String> sorted = new ArrayList<>(written);
    Collections.sort(sorted);
    assertThat(written).isEqualTo(sorted).doesNotHaveDuplicates();
  }

  /** Payloads of 16 KiB that become as long as can be. */
  static Stream<Payload> largestPayloads() {
    return Stream.of(
        largest((key, number) -> PayloadValue.of("")),
        largest((key, number) -> PayloadValue.of("\u0001")),
        largest((key, number) -> PayloadValue.of("\"\\\u0001".repeat(7))),
        largest((key, number) -> PayloadValue.of("\u00e9".repeat(11))),
        largest((key, number) -> PayloadValue.of(true)),
        largest((key, number) -> PayloadValue.of(Long.MIN_VALUE)),
        largest((key, number) -> PayloadValue.of(-Double.MAX_VALUE)),
        largest((key, number) -> PayloadValue.of(List.of())),
        largest((key, number) -> PayloadValue.of(List.of(""))),
        largest((key, number) -> PayloadValue.of(List.of("\u0001"))),
        Payload.builder().put("k", "\"".repeat(Limits.PAYLOAD_BYTES - 1)).build(),
        Payload.builder().put("k", Collections.nCopies(8_191, "")).build(),
        Payload.builder().put("k", members(1)).build(),
        Payload.builder().put("k", members(22)).build(),
        Payload.builder().put("k", List.of("\u0001".repeat(Limits.PAYLOAD_BYTES - 3))).build());
  }

  private static List<String> members(int length) {
    List<String> members = new ArrayList<>();
    for (int number = 0; number < 16_000 / (length + 4); number++) {
      members.add("\u0001".repeat(length - 1) + (char) (0x100 + number % 0x600));
    }
    return members;
  }

  private interface Filler {
    PayloadValue value(String key, int number);
  }

  /** Keys as short as can be, so that there are as many as can be. */
  private static Payload largest(Filler filler) {
    String first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    String next = first + "0123456789_";
    List<String> keys = new ArrayList<>(letters(first));
    for (int from = 0; keys.size() < 20_000; from++) {
      for (String letter : letters(next)) {
        keys.add(keys.get(from) + letter);
      }
    }
    Payload.Builder payload = Payload.builder();
    int bytes = 0;
    for (String key : keys) {
      PayloadValue value = filler.value(key, bytes);
      bytes += key.length() + value.bytes();
      if (bytes > Limits.PAYLOAD_BYTES) {
        return payload.build();
      }
      payload.put(key, value);
    }
    return payload.build();
  }

  private static List<String> letters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("largestPayloads")
  void everyField_largestPayload_isWithinAServersLimit(Payload payload) {
    assertThat(bytes(Terms.of(payload))).isLessThanOrEqualTo(SERVER_BYTES);
    assertThat(bytes(Terms.values(payload))).isLessThanOrEqualTo(SERVER_BYTES);
    assertThat(bytes(PayloadText.encode(payload))).isLessThanOrEqualTo(SERVER_BYTES);
    assertThat(PayloadText.decode(PayloadText.encode(payload))).isEqualTo(payload);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
