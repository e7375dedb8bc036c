package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The backend keeps the contract where the server embeds, which a stand-in for PostgresML does. */
class PostgresmlContractTest extends BackendContract {

  private static @Nullable StandInDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = StandInDatabase.create();
  }

  @AfterAll
  static void dropDatabase() {
    if (database != null) {
      database.close();
    }
  }

  @Override
  protected BackendFixture newFixture() {
    return new StandInFixture(Objects.requireNonNull(database));
  }
}
