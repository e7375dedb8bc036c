package dev.recollect.backend.qdrant;

import com.google.protobuf.Timestamp;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import io.qdrant.client.grpc.Common.IsEmptyCondition;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.RepeatedIntegers;
import io.qdrant.client.grpc.Common.RepeatedStrings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Conditions in Qdrant's words. */
final class Conditions {

  private Conditions() {}

  static Condition keyword(String path, String value) {
    return match(path, Match.newBuilder().setKeyword(value));
  }

  static Condition keywords(String path, Collection<String> values) {
    return match(
        path, Match.newBuilder().setKeywords(RepeatedStrings.newBuilder().addAllStrings(values)));
  }

  static Condition integer(String path, long value) {
    return match(path, Match.newBuilder().setInteger(value));
  }

  static Condition integers(String path, Collection<Long> values) {
    return match(
        path, Match.newBuilder().setIntegers(RepeatedIntegers.newBuilder().addAllIntegers(values)));
  }

  static Condition bool(String path, boolean value) {
    return match(path, Match.newBuilder().setBoolean(value));
  }

  private static Condition match(String path, Match.Builder match) {
    return field(FieldCondition.newBuilder().setKey(path).setMatch(match));
  }

  /** Returns that a whole number lies between two others, which doubles count exactly. */
  static Condition between(String path, long lowest, long highest) {
    return range(path, Range.newBuilder().setGte((double) lowest).setLte((double) highest));
  }

  static Condition atLeast(String path, double lowest) {
    return range(path, Range.newBuilder().setGte(lowest));
  }

  static Condition atMost(String path, double highest) {
    return range(path, Range.newBuilder().setLte(highest));
  }

  private static Condition range(String path, Range.Builder range) {
    return field(FieldCondition.newBuilder().setKey(path).setRange(range));
  }

  static Condition moment(String path, Instant value) {
    return within(
        path, DatetimeRange.newBuilder().setGte(timestamp(value)).setLte(timestamp(value)));
  }

  static Condition within(String path, DatetimeRange.Builder range) {
    return field(FieldCondition.newBuilder().setKey(path).setDatetimeRange(range));
  }

  static Timestamp timestamp(Instant value) {
    return Timestamp.newBuilder()
        .setSeconds(value.getEpochSecond())
        .setNanos(value.getNano())
        .build();
  }

  private static Condition field(FieldCondition.Builder field) {
    return Condition.newBuilder().setField(field).build();
  }

  static Condition present(String path) {
    return not(
        Condition.newBuilder().setIsEmpty(IsEmptyCondition.newBuilder().setKey(path)).build());
  }

  /** Returns what holds for every point. */
  static Condition always() {
    return of(Filter.newBuilder());
  }

  /** Returns what holds for none. */
  static Condition never() {
    return Condition.newBuilder().setHasId(HasIdCondition.getDefaultInstance()).build();
  }

  static Condition not(Condition condition) {
    return of(Filter.newBuilder().addMustNot(condition));
  }

  static Condition all(List<Condition> conditions) {
    return conditions.size() == 1
        ? conditions.getFirst()
        : of(Filter.newBuilder().addAllMust(conditions));
  }

  /** Qdrant takes no alternatives for no restriction. */
  static Condition any(List<Condition> conditions) {
    return switch (conditions.size()) {
      case 0 -> never();
      case 1 -> conditions.getFirst();
      default -> of(Filter.newBuilder().addAllShould(conditions));
    };
  }

  private static Condition of(Filter.Builder filter) {
    return Condition.newBuilder().setFilter(filter).build();
  }
}
