package dev.recollect.memory.core.discovery;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.spi.BackendProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of thing that is pluggable by id. Immutable.
 *
 * @param type what providers of this kind implement
 * @param noun what they provide, for messages
 * @param id reads a provider's id
 * @param description reads what a provider says of itself
 * @param settings reads a provider's settings
 * @param artifacts the artifacts of this project by the id they provide
 */
public record ProviderKind<P>(
    Class<P> type,
    String noun,
    Function<P, String> id,
    Function<P, String> description,
    Function<P, List<Setting>> settings,
    Map<String, String> artifacts) {

  /** Backends. */
  public static final ProviderKind<BackendProvider> BACKEND =
      new ProviderKind<>(
          BackendProvider.class,
          "backend",
          BackendProvider::id,
          BackendProvider::description,
          BackendProvider::settings,
          Map.of(
              "lucene", "dev.recollect:backend-lucene",
              "pgvector", "dev.recollect:backend-pgvector",
              "postgresml", "dev.recollect:backend-pgvector",
              "qdrant", "dev.recollect:backend-qdrant",
              "milvus", "dev.recollect:backend-milvus"));

  /** Chat models. */
  public static final ProviderKind<ChatModelProvider> CHAT_MODEL =
      new ProviderKind<>(
          ChatModelProvider.class,
          "chat model",
          ChatModelProvider::id,
          ChatModelProvider::description,
          ChatModelProvider::settings,
          Map.of(
              "openai",
              "dev.recollect:model-openai",
              "azure",
              "dev.recollect:model-openai",
              "offline",
              "dev.recollect:agent-sdk"));

  /** Embedding models. */
  public static final ProviderKind<EmbeddingModelProvider> EMBEDDING_MODEL =
      new ProviderKind<>(
          EmbeddingModelProvider.class,
          "embedding model",
          EmbeddingModelProvider::id,
          EmbeddingModelProvider::description,
          EmbeddingModelProvider::settings,
          Map.of(
              "onnx",
              "dev.recollect:embeddings-onnx",
              "openai",
              "dev.recollect:model-openai",
              "azure",
              "dev.recollect:model-openai"));
}
