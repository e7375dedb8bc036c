package dev.recollect.agent.offline;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;

/** Opens the {@link OfflineModel}; its id is {@code offline}, it has no settings. */
public final class OfflineModelProvider implements ChatModelProvider {

  /** Creates the provider; for {@link java.util.ServiceLoader}. */
  public OfflineModelProvider() {}

  @Override
  public String id() {
    return OfflineModel.ID;
  }

  @Override
  public String description() {
    return "No language model: files what is stated and answers by quoting it.";
  }

  @Override
  public ChatModel open(ModelContext context) {
    context
        .modelName()
        .ifPresent(name -> {
          throw new MemoryException(
              ErrorKind.CONFIGURATION,
              "there is only one offline model; write 'offline' instead of 'offline:" + name + "'");
        });
    return OfflineModel.create();
  }
}
