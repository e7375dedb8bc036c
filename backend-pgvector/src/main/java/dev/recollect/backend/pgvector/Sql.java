package dev.recollect.backend.pgvector;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL text with the values of its question marks. Values are always bound. Not thread-safe. */
final class Sql {

  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  static Sql of(String text, @Nullable Object... values) {
    return new Sql().add(text, values);
  }

  /** Adds text and the values of the question marks in it. */
  Sql add(String more, @Nullable Object... moreValues) {
    text.append(more);
    for (Object value : moreValues) {
      values.add(value);
    }
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  String text() {
    return text.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int index = 0; index < values.size(); index++) {
      statement.setObject(index + 1, values.get(index));
    }
  }
}
