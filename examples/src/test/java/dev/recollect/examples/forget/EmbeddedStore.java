package dev.recollect.examples.forget;

import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The embedded store, in a home folder: SQLite, its log, and the indexes of Lucene. */
record EmbeddedStore(Path home) implements StoreUnderTest {

  @Override
  public Recollect.Builder configure(Recollect.Builder builder) {
    return builder.set("memory.recall.backend", "lucene").set("memory.archival.backend", "lucene");
  }

  @Override
  public int filesWith(String text) {
    try (Stream<Path> files = Files.walk(home)) {
      return (int) files.filter(Files::isRegularFile).filter(file -> contains(file, text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
      return bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
