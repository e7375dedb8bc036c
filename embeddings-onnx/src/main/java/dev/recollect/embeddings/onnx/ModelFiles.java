package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The two files that make a model, and how to use them. Two that are equal load the same model.
 *
 * <p>Errors are {@link dev.recollect.memory.api.error.MemoryException}: CONFIGURATION for files
 * that are not there or not what they should be, UNAVAILABLE for files that cannot be read.
 */
interface ModelFiles {

  /** Returns what the model is called in messages. */
  String name();

  /** Opens the tokeniser, the content of a {@code tokenizer.json}. */
  InputStream tokenizer() throws IOException;

  /** Opens the weights. */
  Weights weights() throws IOException;

  /** Returns how it makes one vector. */
  Pooling pooling();

  /** Returns its longest input, in tokens, start and end marks included. */
  int window();

  /** Returns what its vectors depend on, if that is known without loading it. */
  Optional<EmbeddingIdentity> knownIdentity();

  /** Returns what its vectors depend on, once their dimension is known; may read all files. */
  EmbeddingIdentity identity(int dimension) throws IOException;
}
