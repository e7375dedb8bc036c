package dev.recollect.memory.core.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.function.Consumer;

/** Requirements on what was thrown. */
public final class Thrown {

  private Thrown() {}

  /** Returns the requirement that it is our exception, of a kind. */
  public static Consumer<Throwable> kind(ErrorKind kind) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                MemoryException.class, found -> assertThat(found.kind()).isEqualTo(kind));
  }
}
