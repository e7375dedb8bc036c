package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a model that somebody put into a folder.
 *
 * @param graph the ONNX file; weights may lie beside it in files whose names begin with its name
 * @param tokenizerFile the {@code tokenizer.json}
 * @param pooling how it makes one vector
 * @param window its longest input, in tokens, start and end marks included
 */
record FolderFiles(Path graph, Path tokenizerFile, Pooling pooling, int window)
    implements ModelFiles {

  static final int USUAL_WINDOW = 512;

  @Override
  public String name() {
    return "onnx:" + graph.getParent();
  }

  @Override
  public InputStream tokenizer() throws IOException {
    return Files.newInputStream(tokenizerFile);
  }

  @Override
  public Weights weights() {
    return new Weights.InFile(graph);
  }

  @Override
  public Optional<EmbeddingIdentity> knownIdentity() {
    return Optional.empty();
  }

  /** The folder's name is no part of it: who moves a folder keeps the vectors. */
  @Override
  public EmbeddingIdentity identity(int dimension) throws IOException {
    String reading = window == USUAL_WINDOW ? pooling.id() : pooling.id() + "-window" + window;
    return new EmbeddingIdentity("onnx-folder", digest(), "as-in-file", reading, dimension, "");
  }

  private String digest() throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (Path file : files()) {
        Files.copy(file, sink);
      }
    }
    return "sha256-" + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
  }

  private List<Path> files() throws IOException {
    String prefix = String.valueOf(graph.getFileName());
    Path folder = graph.toAbsolutePath().getParent();
    try (Stream<Path> beside = Files.list(folder)) {
      Stream<Path> weights =
          beside
              .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
              .sorted()
              .toList()
              .stream();
      return Stream.concat(weights, Stream.of(tokenizerFile)).toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
