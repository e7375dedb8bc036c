package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.VectorNames;
import dev.recollect.memory.core.text.TextAnalyzer;

/** What the collections of the tiers hold, by the embedding model and what the store can do. */
public final class CollectionSpecs {

  private static final int FORMAT_VERSION = 1;

  private CollectionSpecs() {}

  /**
   * Returns the spec of recall memory: vectors of each message and, where the store holds two of a
   * kind, of the message in its context.
   *
   * @param name physical name of the collection
   * @param identity of the model that makes the dense vectors
   * @param analyzer makes the sparse vectors
   * @param capabilities of the store
   */
  public static CollectionSpec recall(
      String name, EmbeddingIdentity identity, TextAnalyzer analyzer, Capabilities capabilities) {
    CollectionSpec.Builder spec =
        common(name, identity, analyzer)
            .field(PayloadKeys.CONVERSATION, PayloadType.TEXT)
            .field(PayloadKeys.ROLE, PayloadType.TEXT)
            .field(PayloadKeys.SPEAKER, PayloadType.TEXT);
    if (capabilities.vectorsPerRecord() > 1) {
      spec.dense(VectorNames.CONTEXT, identity.dimension()).sparse(VectorNames.CONTEXT);
    }
    return spec.build();
  }

  /**
   * Returns the spec of archival memory: vectors of each part of a passage.
   *
   * @param name physical name of the collection
   * @param identity of the model that makes the dense vectors
   * @param analyzer makes the sparse vectors
   */
  public static CollectionSpec archival(
      String name, EmbeddingIdentity identity, TextAnalyzer analyzer) {
    return common(name, identity, analyzer)
        .field(PayloadKeys.SOURCE, PayloadType.TEXT)
        .field(PayloadKeys.FILE, PayloadType.TEXT)
        .field(PayloadKeys.DOCUMENT, PayloadType.TEXT)
        .field(PayloadKeys.TAGS, PayloadType.TEXT_LIST)
        .build();
  }

  private static CollectionSpec.Builder common(
      String name, EmbeddingIdentity identity, TextAnalyzer analyzer) {
    return CollectionSpec.builder(name)
        .embeddingIdentity(identity.toString())
        .analysisIdentity(analyzer.identity())
        .formatVersion(FORMAT_VERSION)
        .dense(VectorNames.CONTENT, identity.dimension())
        .sparse(VectorNames.CONTENT);
  }
}
