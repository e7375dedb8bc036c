package dev.recollect.backend.milvus;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.util.List;

/**
 * Milvus: a server or cluster, which any number of processes may have open, or a folder with a
 * Milvus Lite that this process starts and stops.
 */
public final class MilvusProvider implements BackendProvider {

  /** Creates the provider. */
  public MilvusProvider() {}

  @Override
  public String id() {
    return "milvus";
  }

  @Override
  public String description() {
    return "Milvus: a folder with Milvus Lite, a server or a cluster; keeps no state.";
  }

  @Override
  public List<Setting> settings() {
    return MilvusSettings.all();
  }

  @Override
  public Backend open(BackendContext context) {
    return MilvusBackend.open(MilvusSettings.read(context.settings(), context.home()));
  }
}
