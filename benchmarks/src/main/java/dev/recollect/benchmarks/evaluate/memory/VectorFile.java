package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors of one embedding model on disk, by the SHA-256 of their text: a file of records, read
 * whole at the beginning, appended to. Not thread-safe; several processes may append.
 *
 * <p>Named by the SHA-256 of the model's identity, so that a change of the model begins a new file.
 * A record torn by a crash at the end of the file is overwritten.
 */
final class VectorFile implements AutoCloseable {

  private static final int KEY_BYTES = 32;

  private final int recordBytes;
  private final FileChannel channel;
  private final Map<ByteBuffer, float[]> vectors = new HashMap<>();

  private VectorFile(FileChannel channel, int dimension) {
    this.channel = channel;
    this.recordBytes = KEY_BYTES + Float.BYTES * dimension;
  }

  /** Opens the file of a model in a folder; both are made if they are not there. */
  static VectorFile open(Path folder, EmbeddingIdentity identity) {
    String name = HexFormat.of().formatHex(digest(identity.toString()), 0, 8) + ".vectors";
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(name),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      VectorFile file = new VectorFile(channel, identity.dimension());
      file.readAll();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the embeddings kept in " + folder + " cannot be read", e);
    }
  }

  private void readAll() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(recordBytes * 256);
    long whole = wholeBytes();
    for (long position = 0; position < whole; ) {
      block.clear().limit((int) Math.min(block.capacity(), whole - position));
      while (block.hasRemaining() && channel.read(block, position + block.position()) > 0) {
        // read until the block is full
      }
      position += block.position();
      block.flip();
      while (block.remaining() >= recordBytes) {
        read(block);
      }
    }
  }

  private void read(ByteBuffer block) {
    byte[] key = new byte[KEY_BYTES];
    block.get(key);
    float[] vector = new float[(recordBytes - KEY_BYTES) / Float.BYTES];
    block.asFloatBuffer().get(vector);
    block.position(block.position() + vector.length * Float.BYTES);
    vectors.put(ByteBuffer.wrap(key), vector);
  }

  private long wholeBytes() throws IOException {
    return channel.size() / recordBytes * recordBytes;
  }

  /** Returns the vector of a text, if it is kept. */
  Optional<float[]> find(String text) {
    return Optional.ofNullable(vectors.get(ByteBuffer.wrap(digest(text)))).map(float[]::clone);
  }

  /** Keeps the vectors of texts. */
  void keep(List<String> texts, List<float[]> embedded) {
    ByteBuffer records = ByteBuffer.allocate(recordBytes * texts.size());
    for (int index = 0; index < texts.size(); index++) {
      byte[] key = digest(texts.get(index));
      records.put(key);
      for (float value : embedded.get(index)) {
        records.putFloat(value);
      }
      vectors.put(ByteBuffer.wrap(key), embedded.get(index).clone());
    }
    append(records.flip());
  }

  private void append(ByteBuffer records) {
    try {
      FileLock lock = channel.lock();
      try (lock) {
        long end = wholeBytes();
        while (records.hasRemaining()) {
          end += channel.write(records, end);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("embeddings cannot be kept", e);
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
