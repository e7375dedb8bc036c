package dev.recollect.examples.autonomous;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.Recollect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Auto-GPT's memory on archival memory: texts go in, those relevant to a text come out.
 * Thread-safe.
 *
 * <p>The texts belong to an index, {@value #INDEX} in the environment as in Auto-GPT; an agent of
 * that name has them as its archive, and no index sees another's. A text is in an index once,
 * however often it is added, so that work which is repeated after a crash leaves no second copy.
 */
public final class TextMemory {

  /** Environment variable: the name of the index. */
  public static final String INDEX = "MEMORY_INDEX";

  /** The index if {@value #INDEX} is unset or empty, as in Auto-GPT. */
  public static final String STANDARD_INDEX = "auto-gpt";

  private final Recollect memory;
  private final String index;
  private final ArchivalMemory archive;

  /**
   * What there is in an index.
   *
   * @param index its name
   * @param texts how many texts it holds
   * @param place where they lie
   * @param embedding which model embeds them
   */
  public record Statistics(String index, long texts, String place, String embedding) {}

  /** Creates the memory of an index, which is made at the first text; the store stays open. */
  public TextMemory(Recollect memory, String index) {
    this.memory = memory;
    this.index = index;
    this.archive = memory.archival(index);
  }

  /** Returns the memory of the index that the environment names. */
  public static TextMemory of(Recollect memory, Map<String, String> environment) {
    String named = environment.getOrDefault(INDEX, "").strip();
    return new TextMemory(memory, named.isEmpty() ? STANDARD_INDEX : named);
  }

  /** Returns the name of the index. */
  public String index() {
    return index;
  }

  /**
   * Adds a text; one that is there already gets the time of now.
   *
   * @throws MemoryException INVALID if it is empty or not storable, LIMIT above 1 MiB
   */
  public Passage add(String text) {
    return archive.insert(List.of(NewPassage.of(text).withId(digest(text)))).getFirst();
  }

  /** Returns the texts that are most relevant to a text, best first, at most k (1 to 100). */
  public List<Passage> relevant(String text, int k) {
    return orElse(
        () -> archive.search(text, k).hits().stream().map(SearchHit::item).toList(), List.of());
  }

  /** Deletes all texts of the index. */
  public void clear() {
    while (statistics().texts() > 0) {
      archive.delete(archive.list(Cursor.START).items().stream().map(Passage::id).toList());
    }
  }

  /** Returns what there is. */
  public Statistics statistics() {
    return new Statistics(
        index,
        orElse(archive::count, 0L),
        memory.placement().archival(),
        memory.placement().embedding());
  }

  /** Nothing was ever added to an index that is not found. */
  private static <T> T orElse(Supplier<T> read, T nothing) {
    try {
      return read.get();
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.NOT_FOUND) {
        return nothing;
      }
      throw e;
    }
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
