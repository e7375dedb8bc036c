package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Translates filters and namespaces into queries of the index. */
final class IndexFilter {

  private IndexFilter() {}

  /** Returns the records of some namespaces that pass a filter. */
  static Query of(Collection<Integer> namespaces, Filter filter) {
    Query inside =
        new TermInSetQuery(
            IndexFields.NAMESPACE, namespaces.stream().map(IndexFields::namespace).toList());
    return isAll(filter) ? inside : all(List.of(inside, translate(filter)));
  }

  static boolean isAll(Filter filter) {
    return filter instanceof Filter.And(List<Filter> parts) && parts.isEmpty();
  }

  /** Returns the records that pass a filter, of whatever namespace. */
  static Query translate(Filter filter) {
    return switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> in(field, List.of(value));
      case Filter.In(String field, List<PayloadValue> values) ->
          values.isEmpty() ? MatchNoDocsQuery.INSTANCE : in(field, values);
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          range(field, lower, upper);
      case Filter.Exists(String field) -> term(IndexFields.EXISTS, field);
      case Filter.Contains(String field, String member) ->
          term(IndexFields.value(field, PayloadType.TEXT_LIST), member);
      case Filter.And(List<Filter> parts) ->
          parts.isEmpty()
              ? MatchAllDocsQuery.INSTANCE
              : all(parts.stream().map(IndexFilter::translate).toList());
      case Filter.Or(List<Filter> parts) ->
          any(parts.stream().map(IndexFilter::translate).toList());
      case Filter.Not(Filter part) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(translate(part), Occur.MUST_NOT)
              .build();
    };
  }

  private static Query all(List<Query> parts) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(part, Occur.FILTER));
    return query.build();
  }

  private static Query any(List<Query> parts) {
    if (parts.isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(part, Occur.SHOULD));
    return query.build();
  }

  private static Query term(String name, String text) {
    return new TermQuery(new Term(name, new BytesRef(text)));
  }

  private static Query in(String field, List<PayloadValue> values) {
    PayloadType type = values.getFirst().type();
    String name = IndexFields.value(field, type);
    return switch (type) {
      case INT64, INSTANT ->
          LongPoint.newSetQuery(name, values.stream().mapToLong(IndexFilter::number).toArray());
      case DOUBLE ->
          DoublePoint.newSetQuery(name, values.stream().mapToDouble(IndexFilter::real).toArray());
      case TEXT_LIST -> terms(IndexFields.wholeList(field), values);
      case TEXT, BOOLEAN -> terms(name, values);
    };
  }

  private static Query terms(String name, List<PayloadValue> values) {
    return new TermInSetQuery(name, values.stream().map(IndexFilter::bytes).toList());
  }

  private static Query range(String field, @Nullable Bound lower, @Nullable Bound upper) {
    Bound given = lower != null ? lower : upper;
    PayloadType type = given == null ? PayloadType.INT64 : given.value().type();
    String name = IndexFields.value(field, type);
    return type == PayloadType.DOUBLE
        ? doubleRange(name, lower, upper)
        : longRange(name, lower, upper);
  }

  private static Query longRange(String name, @Nullable Bound lower, @Nullable Bound upper) {
    long from = lower == null ? Long.MIN_VALUE : number(lower.value());
    long to = upper == null ? Long.MAX_VALUE : number(upper.value());
    if (lower != null && !lower.inclusive()) {
      if (from == Long.MAX_VALUE) {
        return MatchNoDocsQuery.INSTANCE;
      }
      from++;
    }
    if (upper != null && !upper.inclusive()) {
      if (to == Long.MIN_VALUE) {
        return MatchNoDocsQuery.INSTANCE;
      }
      to--;
    }
    return from > to ? MatchNoDocsQuery.INSTANCE : LongPoint.newRangeQuery(name, from, to);
  }

  private static Query doubleRange(String name, @Nullable Bound lower, @Nullable Bound upper) {
    double from = lower == null ? Double.NEGATIVE_INFINITY : real(lower.value());
    double to = upper == null ? Double.POSITIVE_INFINITY : real(upper.value());
    if (lower != null && !lower.inclusive()) {
      from = Math.nextUp(from);
    }
    if (upper != null && !upper.inclusive()) {
      to = Math.nextDown(to);
    }
    return from > to ? MatchNoDocsQuery.INSTANCE : DoublePoint.newRangeQuery(name, from, to);
  }

  private static long number(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Int64(long number) -> number;
      case PayloadValue.Moment moment -> moment.epochMicros();
      default -> throw new IllegalArgumentException("no whole number: " + value);
    };
  }

  private static double real(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Float64(double number) -> number;
      default -> throw new IllegalArgumentException("no double: " + value);
    };
  }

  private static BytesRef bytes(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Text(String text) -> new BytesRef(text);
      case PayloadValue.Bool(boolean truth) -> new BytesRef(Boolean.toString(truth));
      case PayloadValue.TextList(List<String> texts) -> wholeList(texts);
      default -> throw new IllegalArgumentException("no term: " + value);
    };
  }

  /**
   * Returns a list as one term; each text after its length, so that no two lists are equal bytes.
   */
  static BytesRef wholeList(List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      int rest = encoded.length;
      for (; rest >= 0x80; rest >>>= 7) {
        bytes.write((rest & 0x7f) | 0x80);
      }
      bytes.write(rest);
      bytes.writeBytes(encoded);
    }
    return new BytesRef(bytes.toByteArray());
  }
}
