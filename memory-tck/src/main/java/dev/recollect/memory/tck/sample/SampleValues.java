package dev.recollect.memory.tck.sample;

import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.util.List;

/** Payload values that stores like to get wrong, few enough that random filters hit them. */
public final class SampleValues {

  /** Texts that differ only in what careless stores drop, fold, escape or interpret. */
  public static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "red",
          "Red",
          "red ",
          " red",
          "it's",
          "\"quoted\"",
          "100%",
          "a_b",
          "a%b",
          "axb",
          "\\",
          "a\\b",
          "\\u0041",
          "null",
          "true",
          "0",
          "1.0",
          "{}",
          "[1]",
          "a,b",
          "a;b",
          "a|b",
          "a:b",
          "a/b",
          "*",
          "?",
          "$1",
          "?1",
          ":x",
          "';--",
          "\n",
          "a\nb",
          "a\tb",
          "\u0001",
          "\u007f",
          "\u00e9",
          "e\u0301",
          "\u00df",
          "ss",
          "\u0130",
          "\ufeffred",
          "\ufffd",
          "\uffff",
          "\u05e9\u05dc\u05d5\u05dd",
          "\u0645\u0631\u062d\u0628\u0627\u200f",
          "\ud83d\ude42",
          "\ud83d\udc69\u200d\ud83d\ude80",
          "\ud800\udc00",
          "\udbff\udfff");

  /** Integers around zero, the end of exact doubles and the ends of the type. */
  public static final List<Long> INTEGERS =
      List.of(
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1,
          -(1L << 53) - 1,
          -1L,
          0L,
          1L,
          2L,
          (1L << 31),
          (1L << 53),
          (1L << 53) + 1,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE);

  /** Finite doubles: denormal, neighbours, and the ends of the type. */
  public static final List<Double> DOUBLES =
      List.of(
          -Double.MAX_VALUE,
          -1.5,
          -Double.MIN_VALUE,
          0.0,
          Double.MIN_VALUE,
          Double.MIN_NORMAL,
          0.3,
          0.1 + 0.2,
          1.0,
          1.5,
          (double) (1L << 53),
          Double.MAX_VALUE);

  /** Instants: the ends of the range, both sides of 1970, neighbours in microseconds. */
  public static final List<Instant> INSTANTS =
      List.of(
          Moments.EARLIEST,
          Instant.parse("1582-10-10T00:00:00Z"),
          Instant.EPOCH.minusNanos(1_000),
          Instant.EPOCH,
          Instant.parse("2024-02-29T23:59:59.999999Z"),
          Instant.parse("2024-03-01T00:00:00Z"),
          Instant.parse("2024-03-01T00:00:00.000001Z"),
          Moments.LATEST);

  /** Lists that differ in order, repetition and emptiness. */
  public static final List<List<String>> LISTS =
      List.of(
          List.of(),
          List.of(""),
          List.of("red"),
          List.of("red", "red"),
          List.of("red", "blue"),
          List.of("blue", "red"),
          List.of("red,blue"),
          List.of("re"),
          List.of("100%", "a_b", "\\"),
          List.of("it's", "\"quoted\"", "[1]"),
          List.of("\ud83d\ude42", "\u05e9\u05dc\u05d5\u05dd"));

  private SampleValues() {}

  /** Returns the values of a type. */
  public static List<PayloadValue> of(PayloadType type) {
    return switch (type) {
      case TEXT -> TEXTS.stream().map(PayloadValue::of).toList();
      case INT64 -> INTEGERS.stream().map(PayloadValue::of).toList();
      case DOUBLE -> DOUBLES.stream().map(PayloadValue::of).toList();
      case BOOLEAN -> List.of(PayloadValue.of(true), PayloadValue.of(false));
      case INSTANT -> INSTANTS.stream().map(PayloadValue::of).toList();
      case TEXT_LIST -> LISTS.stream().map(PayloadValue::of).toList();
    };
  }
}
