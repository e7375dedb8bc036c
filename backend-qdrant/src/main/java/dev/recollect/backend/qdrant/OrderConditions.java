package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.value.PayloadType;
import io.qdrant.client.grpc.Common.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Conditions on the order of numbers, exact although Qdrant's ranges are made of doubles. */
final class OrderConditions {

  /** The largest number up to which doubles count every whole number. */
  private static final long COUNTED = (1L << 53) - 1;

  /** A long that is as near as this to a double may turn into it. */
  private static final long NEAR = 512;

  private static final double BEYOND = 0x1p63;

  private OrderConditions() {}

  /** Returns that an integer lies between two, both included. */
  static Condition ofIntegers(String field, long lowest, long highest) {
    if (lowest > highest) {
      return Conditions.never();
    }
    String path = FieldPaths.main(field, PayloadType.INT64);
    if (lowest >= -COUNTED && highest <= COUNTED) {
      return Conditions.between(path, lowest, highest);
    }
    List<Condition> both = new ArrayList<>();
    if (lowest > Long.MIN_VALUE) {
      both.add(atLeast(path, lowest));
    }
    if (highest < Long.MAX_VALUE) {
      both.add(atMost(path, highest));
    }
    return both.isEmpty() ? Conditions.present(path) : Conditions.all(both);
  }

  /**
   * What lies around the bound is named number by number, at most some 1,500 of them; what lies
   * above the next double is compared with that, which nothing below the named ones turns into.
   */
  private static Condition atLeast(String path, long lowest) {
    double next = (double) lowest;
    if (Math.abs(next) <= COUNTED) {
      return Conditions.atLeast(path, next);
    }
    next = next < BEYOND && (long) next < lowest ? Math.nextUp(next) : next;
    if (next >= BEYOND) {
      return Conditions.integers(path, numbers(lowest, Long.MAX_VALUE));
    }
    long bound = (long) next;
    List<Condition> pieces = new ArrayList<>();
    addNumbers(pieces, path, lowest, bound - 1);
    pieces.add(without(Conditions.atLeast(path, next), path, less(bound), lowest - 1));
    return Conditions.any(pieces);
  }

  private static Condition atMost(String path, long highest) {
    double next = (double) highest;
    if (Math.abs(next) <= COUNTED) {
      return Conditions.atMost(path, next);
    }
    next = next >= BEYOND || (long) next > highest ? Math.nextDown(next) : next;
    long bound = (long) next;
    List<Condition> pieces = new ArrayList<>();
    addNumbers(pieces, path, bound + 1, highest);
    pieces.add(without(Conditions.atMost(path, next), path, highest + 1, bound + NEAR));
    return Conditions.any(pieces);
  }

  private static long less(long bound) {
    return bound < Long.MIN_VALUE + NEAR ? Long.MIN_VALUE : bound - NEAR;
  }

  private static void addNumbers(List<Condition> pieces, String path, long first, long last) {
    if (first <= last) {
      pieces.add(Conditions.integers(path, numbers(first, last)));
    }
  }

  private static Condition without(Condition condition, String path, long first, long last) {
    return first > last
        ? condition
        : Conditions.all(
            List.of(condition, Conditions.not(Conditions.integers(path, numbers(first, last)))));
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Returns that a double is the one of a long. */
  static Condition exactly(String field, long order) {
    return halves(
        field, OrderedDouble.high(order), OrderedDouble.low(order), OrderedDouble.low(order));
  }

  /** Returns that a double lies between those of two longs, both included. */
  static Condition ofDoubles(String field, long lowest, long highest) {
    if (lowest > highest) {
      return Conditions.never();
    }
    long bottom = OrderedDouble.high(lowest);
    long top = OrderedDouble.high(highest);
    long first = OrderedDouble.low(lowest);
    long last = OrderedDouble.low(highest);
    if (bottom == top) {
      return halves(field, bottom, first, last);
    }
    List<Condition> pieces = new ArrayList<>();
    pieces.add(halves(field, bottom, first, OrderedDouble.LARGEST_LOW));
    if (bottom + 1 < top) {
      String high = FieldPaths.part(field, PointValues.HIGH);
      pieces.add(Conditions.between(high, bottom + 1, top - 1));
    }
    pieces.add(halves(field, top, 0, last));
    return Conditions.any(pieces);
  }

  private static Condition halves(String field, long high, long first, long last) {
    return Conditions.all(
        List.of(
            Conditions.integer(FieldPaths.part(field, PointValues.HIGH), high),
            Conditions.between(FieldPaths.part(field, PointValues.LOW), first, last)));
  }
}
