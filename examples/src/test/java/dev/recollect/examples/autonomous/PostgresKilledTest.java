package dev.recollect.examples.autonomous;

import dev.recollect.examples.shared.PostgresSchema;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresKilledTest extends KilledProcesses {

  private PostgresSchema schema;

  @BeforeEach
  void open() {
    schema = new PostgresSchema();
  }

  @AfterEach
  void drop() {
    if (schema != null) {
      schema.close();
    }
  }

  @Override
  Map<String, String> environment() {
    return schema.environment();
  }
}
