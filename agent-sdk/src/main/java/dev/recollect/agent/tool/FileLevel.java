package dev.recollect.agent.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An open folder of which entries are reached by name, one step at a time and never through a link.
 * Not thread-safe.
 *
 * <p>Where the system can (Linux, macOS), a step is taken relative to the folder that is open, so
 * that nothing which is moved or linked meanwhile leads elsewhere. Where it cannot, each entry is
 * checked before the step and its real path after it.
 */
sealed interface FileLevel extends Closeable {

  /** Returns an open folder. */
  @SuppressWarnings("StreamResourceLeak") // the level that is returned closes the stream
  static FileLevel open(Path folder) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new Secure(secure);
    }
    stream.close();
    return new Plain(folder);
  }

  /** Returns what an entry is; a link is a link. */
  BasicFileAttributes attributes(String name) throws IOException;

  /** Opens a folder in this one. */
  FileLevel enter(String name) throws IOException;

  /** Opens a file in this folder. */
  SeekableByteChannel channel(String name, Set<OpenOption> options) throws IOException;

  /** Returns the entries; they are closed with this folder. */
  Iterable<Path> entries() throws IOException;

  /** A folder of which the system holds a handle. */
  record Secure(SecureDirectoryStream<Path> stream) implements FileLevel {
    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
      return stream
          .getFileAttributeView(
              Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    }

    @Override
    public FileLevel enter(String name) throws IOException {
      return new Secure(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel channel(String name, Set<OpenOption> options) throws IOException {
      return stream.newByteChannel(Path.of(name), options);
    }

    @Override
    public Iterable<Path> entries() {
      return stream;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** A folder known by its real path. */
  record Plain(Path folder) implements FileLevel {
    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
      return Files.readAttributes(
          folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileLevel enter(String name) throws IOException {
      Path inner = folder.resolve(name);
      if (!Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(name, null, "no folder");
      }
      requireReal(inner);
      return new Plain(inner);
    }

    private static void requireReal(Path path) throws IOException {
      if (!path.toRealPath().equals(path.toRealPath(LinkOption.NOFOLLOW_LINKS))) {
        throw new FileSystemException(path.getFileName().toString(), null, "leads elsewhere");
      }
    }

    @Override
    public SeekableByteChannel channel(String name, Set<OpenOption> options) throws IOException {
      SeekableByteChannel channel = Files.newByteChannel(folder.resolve(name), options);
      try {
        requireReal(folder.resolve(name));
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public Iterable<Path> entries() throws IOException {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        List<Path> entries = new ArrayList<>();
        stream.forEach(entries::add);
        return entries;
      }
    }

    @Override
    public void close() {}
  }
}
