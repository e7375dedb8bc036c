package dev.recollect.memory.api.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a listing and the place where the next one begins. */
public final class Page<T> {

  private final List<T> items;
  private final @Nullable Cursor next;

  private Page(List<T> items, @Nullable Cursor next) {
    this.items = List.copyOf(items);
    this.next = next;
  }

  /** Returns a page after which more may follow. */
  public static <T> Page<T> of(List<T> items, Cursor next) {
    return new Page<>(items, next);
  }

  /** Returns the last page of a listing. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, null);
  }

  /** Returns the items of this page; may be empty even if another page follows. */
  public List<T> items() {
    return items;
  }

  /** Returns where the next page begins, or empty at the end of the listing. */
  public Optional<Cursor> next() {
    return Optional.ofNullable(next);
  }
}
