package dev.recollect.embeddings.onnx;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where the ONNX runtime finds a graph with its weights. */
sealed interface Weights {

  /**
   * In memory.
   *
   * @param content a direct buffer with the whole file
   */
  record InMemory(ByteBuffer content) implements Weights {}

  /**
   * In a file, which may refer to others beside it.
   *
   * @param path the file
   */
  record InFile(Path path) implements Weights {}
}
