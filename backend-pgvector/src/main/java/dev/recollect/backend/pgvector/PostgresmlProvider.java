package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.util.List;

/**
 * PostgreSQL with pgvector and PostgresML: the database embeds the texts, when they are written and
 * when they are searched, so that no vector crosses the wire.
 */
public final class PostgresmlProvider implements BackendProvider {

  /** Creates the provider. */
  public PostgresmlProvider() {}

  @Override
  public String id() {
    return "postgresml";
  }

  @Override
  public String description() {
    return "PostgreSQL that embeds texts itself, by PostgresML; keeps state.";
  }

  @Override
  public List<Setting> settings() {
    return PostgresmlSettings.all();
  }

  @Override
  public boolean embedsText() {
    return true;
  }

  @Override
  public Backend open(BackendContext context) {
    StoreConfig config = PgvectorSettings.read(context.settings());
    ServerModel model = PostgresmlSettings.read(context.settings());
    EmbedFaults faults = new EmbedFaults(config, model, context.settings());
    return PgvectorBackend.open(
        context.instance(), config, new EmbedFunction(config, model, faults));
  }
}
