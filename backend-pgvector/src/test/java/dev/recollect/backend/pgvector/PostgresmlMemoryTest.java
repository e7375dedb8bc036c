package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole memory on PostgreSQL, where a stand-in for PostgresML embeds and no embedding model is
 * configured; the variables that users of PostgresML have set are enough.
 */
class PostgresmlMemoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path home;

  private StandInDatabase database;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void createDatabase() {
    database = StandInDatabase.create();
    String[] authority = database.authority().split(":", 2);
    environment.put("POSTGRESML_HOST", authority[0]);
    environment.put("POSTGRESML_PORT", authority[1]);
    environment.put("POSTGRESML_USERNAME", database.user());
    environment.put("POSTGRESML_PASSWORD", database.password());
    environment.put("POSTGRESML_DATABASE", database.name());
    environment.put("POSTGRESML_TABLENAME", "letters_");
    environment.put("POSTGRESML_TRANSFORMER", StandInDatabase.TINY);
  }

  @AfterEach
  void dropDatabase() {
    if (database != null) {
      database.close();
    }
  }

  private Recollect open() {
    return Recollect.builder()
        .home(home)
        .environment(environment)
        .set("memory.recall.backend", "postgresml")
        .set("memory.archival.backend", "postgresml")
        .set("memory.embedding.model", "absent")
        .open();
  }

  @Test
  void open_variablesOfPostgresml_areEnough() {
    try (Recollect memory = open()) {
      assertThat(memory.placement().archival())
          .startsWith("postgresml (")
          .contains(database.authority() + "/" + database.name());
      assertThat(memory.placement().state()).isEqualTo(memory.placement().recall());
      assertThat(memory.placement().embedding())
          .isEqualTo("stand-in/tiny/postgresml/default/default/16");
    }
    assertThat(database.number("SELECT count(*) FROM recollect.letters_collection")).isEqualTo(2);
  }

  @Test
  void open_variablesOfPgvector_areNotThis() {
    environment.keySet().removeIf(name -> name.startsWith("POSTGRESML_PORT"));
    environment.put("PG_PORT", database.authority().split(":", 2)[1]);

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(this::open)
        .withMessageContaining(":5432/");
  }

  @Test
  void open_emptyPassword_isThePasswordAndNotAnother() {
    environment.put("POSTGRESML_PASSWORD", "");

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(this::open)
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION))
        .withMessageContaining("the password is an empty string");
  }

  @Test
  void archival_passages_areFoundByMeaningAfterReopening() {
    try (Recollect memory = open()) {
      ArchivalMemory archive = memory.archival("ada");
      archive.insert("Sam's boat is called Petrel");
      archive.insert("It rained all day");
    }
    try (Recollect memory = open()) {
      SearchQuery query = SearchQuery.builder("boat called").mode(SearchMode.VECTOR).build();
      assertThat(memory.archival("ada").search(query).hits().getFirst().text())
          .isEqualTo("Sam's boat is called Petrel");
    }
  }

  @Test
  void recall_search_embedsTheQuestionOnce() {
    try (Recollect memory = open()) {
      memory
          .recall("ada")
          .append(
              "c",
              List.of(
                  Message.of(Role.USER, "I bought a boat.", NOW),
                  Message.of(Role.USER, "She is called Petrel.", NOW.plusSeconds(1))));
      long before = database.calls();

      assertThat(memory.recall("ada").search("boat called", 2).hits()).hasSize(2);
      assertThat(database.calls() - before).isEqualTo(1);
    }
  }

  @Test
  void open_anotherModelThanTheStoreWasWrittenWith_isRefusedNamingBoth() {
    open().close();
    environment.put("POSTGRESML_TRANSFORMER", "intfloat/e5-small-v2");

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(this::open)
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE))
        .withMessageContaining("stand-in/tiny/postgresml")
        .withMessageContaining("intfloat/e5-small-v2/postgresml")
        .withMessageContaining("settings of the backend");
  }
}
