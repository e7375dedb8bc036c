package dev.recollect.ingest.read;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file formats that can be read: plain text, Markdown and PDF, told by extension. Thread-safe.
 */
public final class DocumentReaders {

  /** Largest text or Markdown file, and largest text of a PDF, in bytes of UTF-8: 16 MiB. */
  public static final int TEXT_BYTES = 16 * 1024 * 1024;

  private final List<DocumentReader> readers =
      List.of(new TextReader(), new MarkdownReader(), new PdfReader());

  /** Creates the readers of all formats. */
  public DocumentReaders() {}

  /** Returns the extensions of the files that are read, in lower case and without the dot. */
  public SortedSet<String> extensions() {
    SortedSet<String> extensions = new TreeSet<>();
    readers.forEach(reader -> extensions.addAll(reader.extensions()));
    return Collections.unmodifiableSortedSet(extensions);
  }

  /** Returns whether files of this name are read; the case of the extension is the same. */
  public boolean reads(Path file) {
    return reader(file).isPresent();
  }

  /** Returns what is in a file, as {@link #read(Path, String)} with its path as its name. */
  public ExtractedDocument read(Path file) {
    return read(file, file.toString().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?"));
  }

  /**
   * Returns what is in a file.
   *
   * @param file a file on the default file system
   * @param name what people call it, for messages
   * @throws MemoryException with one line that begins with the name and says why it is not read:
   *     NOT_FOUND if there is none, UNSUPPORTED for another format and for an encrypted PDF, LIMIT
   *     if its text is larger than {@link #TEXT_BYTES}, UNAVAILABLE if reading failed, INVALID for
   *     all else
   */
  public ExtractedDocument read(Path file, String name) {
    try {
      return requireReader(file).read(requireFile(file));
    } catch (Refusal e) {
      throw e.of(name);
    } catch (AccessDeniedException e) {
      throw unreadable(e).of(name);
    } catch (IOException e) {
      throw new Refusal(ErrorKind.UNAVAILABLE, "could not be read from its disk; try again", e)
          .of(name);
    }
  }

  private DocumentReader requireReader(Path file) throws Refusal {
    return reader(file)
        .orElseThrow(() ->
            new Refusal(
                ErrorKind.UNSUPPORTED,
                "is of a kind that is not read; files are read that end with ."
                    + String.join(", .", extensions())));
  }

  private Optional<DocumentReader> reader(Path file) {
    Set<String> extension = extension(file).map(Set::of).orElse(Set.of());
    return readers.stream()
        .filter(reader -> reader.extensions().stream().anyMatch(extension::contains))
        .findFirst();
  }

  private static Optional<String> extension(Path file) {
    return Optional.ofNullable(file.getFileName())
        .map(Path::toString)
        .filter(name -> name.contains("."))
        .map(name -> name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static Path requireFile(Path file) throws Refusal {
    if (Files.isDirectory(file)) {
      throw Refusal.invalid("is a folder; name a file");
    }
    if (!Files.exists(file)) {
      throw new Refusal(ErrorKind.NOT_FOUND, "does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.invalid("is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw unreadable(null);
    }
    return file;
  }

  private static Refusal unreadable(@Nullable Throwable cause) {
    return new Refusal(ErrorKind.INVALID, "may not be read; permit it to this user", cause);
  }
}
