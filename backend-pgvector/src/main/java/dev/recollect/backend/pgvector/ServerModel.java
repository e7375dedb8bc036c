package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.StoreEmbedding;

/**
 * A model of PostgresML, by which the server computes vectors.
 *
 * @param transformer its name, as {@code pgml.embed} takes it
 * @param kwargs what {@code pgml.embed} is given beside the text, a JSON object
 * @param dimension how many dimensions its vectors have; 0 if that is yet to be asked
 * @param maximumTokens how many tokens it reads at once
 */
record ServerModel(String transformer, String kwargs, int dimension, int maximumTokens) {

  private static final String NO_KWARGS = "{}";

  ServerModel withKwargs(String text) {
    return new ServerModel(transformer, text, dimension, maximumTokens);
  }

  ServerModel withDimension(int number) {
    return new ServerModel(transformer, kwargs, number, maximumTokens);
  }

  /**
   * Returns what the collections keep: number format and pooling are the server's affair, and the
   * arguments stand where an instruction would, which they may contain.
   */
  StoreEmbedding embedding() {
    return new StoreEmbedding(
        new EmbeddingIdentity(
            transformer,
            "postgresml",
            "default",
            "default",
            dimension,
            kwargs.equals(NO_KWARGS) ? "" : kwargs),
        maximumTokens);
  }
}
