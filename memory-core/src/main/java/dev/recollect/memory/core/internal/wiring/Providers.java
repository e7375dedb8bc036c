package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.config.ConfigFaults;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.config.ModelId;
import dev.recollect.memory.core.config.ProviderDirectories;
import dev.recollect.memory.core.discovery.ProviderDiscovery;
import dev.recollect.memory.core.discovery.ProviderKind;
import dev.recollect.memory.core.discovery.ProviderPlaces;
import dev.recollect.memory.core.discovery.ProviderRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that can be opened by id.
 *
 * @param backends opens backends
 * @param chatModels opens chat models
 * @param embeddingModels opens embedding models
 */
record Providers(
    ProviderRegistry<BackendProvider> backends,
    ProviderRegistry<ChatModelProvider> chatModels,
    ProviderRegistry<EmbeddingModelProvider> embeddingModels) {

  private static final System.Logger LOG = System.getLogger(Providers.class.getName());

  static Providers discover(
      ProviderPlaces places, List<BackendProvider> given, ConfigFaults faults) {
    return new Providers(
        ProviderDiscovery.discover(ProviderKind.BACKEND, places, given, faults),
        ProviderDiscovery.discover(ProviderKind.CHAT_MODEL, places, List.of(), faults),
        ProviderDiscovery.discover(ProviderKind.EMBEDDING_MODEL, places, List.of(), faults));
  }

  ProviderDirectories directories() {
    Set<String> embedding =
        backends.ids().stream()
            .filter(id -> embedsText(backends.provider(id)))
            .collect(Collectors.toSet());
    return new ProviderDirectories(backends, chatModels, embeddingModels, embedding);
  }

  /** One that cannot even say so is no reason to open nothing; its own opening tells. */
  private static boolean embedsText(BackendProvider provider) {
    try {
      return provider.embedsText();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the backend '" + provider.id() + "' cannot say whether it embeds texts: " + e);
      return false;
    }
  }

  ChatModel openChatModel(Configuration configuration, String id) {
    ModelId model = ModelId.parse(id);
    ChatModelProvider provider = chatModels.provider(model.provider());
    ModelContext context =
        new ModelContext(
            configuration.chatModel(model.provider()).settings(), model.name().orElse(null));
    return ProviderCall.of(provider, "chat model '" + id + "'", () -> provider.open(context));
  }

  EmbeddingModel openEmbeddingModel(Configuration configuration) {
    ModelId model = ModelId.parse(configuration.embeddingModel());
    EmbeddingModelProvider provider = embeddingModels.provider(model.provider());
    ModelContext context =
        new ModelContext(
            configuration.embeddingModel(model.provider()).settings(), model.name().orElse(null));
    String what = "embedding model '" + configuration.embeddingModel() + "'";
    return ProviderCall.of(provider, what, () -> provider.open(context));
  }
}
