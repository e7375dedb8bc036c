package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.util.List;

/**
 * PostgreSQL with pgvector: a schema of one database, which any number of processes may have open.
 */
public final class PgvectorProvider implements BackendProvider {

  /** Creates the provider. */
  public PgvectorProvider() {}

  @Override
  public String id() {
    return "pgvector";
  }

  @Override
  public String description() {
    return "PostgreSQL with pgvector, for many processes at once; keeps state.";
  }

  @Override
  public List<Setting> settings() {
    return PgvectorSettings.all();
  }

  @Override
  public Backend open(BackendContext context) {
    return PgvectorBackend.open(
        context.instance(),
        PgvectorSettings.read(context.settings()),
        (connection, names) -> new LiteralVectors());
  }
}
