package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * The files of a known model, on the class path.
 *
 * @param model the model
 */
record ResourceFiles(KnownModel model) implements ModelFiles {

  /**
   * Returns the files of a model.
   *
   * @throws MemoryException CONFIGURATION naming the artifact to add if it is not there
   */
  static ResourceFiles of(KnownModel model) {
    ResourceFiles files = new ResourceFiles(model);
    files.resource(model.weights());
    return files;
  }

  private URL resource(String name) {
    URL url = ResourceFiles.class.getResource(name);
    if (url == null) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the embedding model onnx:"
              + model.shortName()
              + " is not on the class path; add "
              + model.artifact()
              + ", or unpack that jar and name the folder: onnx:/path/to/folder");
    }
    return url;
  }

  @Override
  public String name() {
    return "onnx:" + model.shortName();
  }

  @Override
  public InputStream tokenizer() throws IOException {
    return resource(model.tokenizer()).openStream();
  }

  @Override
  public Weights weights() throws IOException {
    URLConnection connection = resource(model.weights()).openConnection();
    try (ReadableByteChannel channel = Channels.newChannel(connection.getInputStream())) {
      ByteBuffer weights = ByteBuffer.allocateDirect(connection.getContentLength());
      while (weights.hasRemaining() && channel.read(weights) >= 0) {
        // The loop reads.
      }
      return new Weights.InMemory(weights.flip());
    }
  }

  @Override
  public Pooling pooling() {
    return model.pooling();
  }

  @Override
  public int window() {
    return model.window();
  }

  @Override
  public Optional<EmbeddingIdentity> knownIdentity() {
    return Optional.of(model.identity());
  }

  @Override
  public EmbeddingIdentity identity(int dimension) {
    return model.identity();
  }
}
