package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.util.List;

/** Qdrant, a server of one's own or its cloud, which any number of processes may have open. */
public final class QdrantProvider implements BackendProvider {

  /** Creates the provider. */
  public QdrantProvider() {}

  @Override
  public String id() {
    return "qdrant";
  }

  @Override
  public String description() {
    return "Qdrant, a server or its cloud, for many processes at once; keeps no state.";
  }

  @Override
  public List<Setting> settings() {
    return QdrantSettings.all();
  }

  @Override
  public Backend open(BackendContext context) {
    return QdrantBackend.open(QdrantSettings.read(context.settings()));
  }
}
