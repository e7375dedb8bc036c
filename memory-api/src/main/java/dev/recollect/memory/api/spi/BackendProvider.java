package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.config.Setting;
import java.util.List;

/** Opens backends of one kind; found by {@link java.util.ServiceLoader}, chosen by id. */
public interface BackendProvider {

  /** Returns the id by which configuration chooses this provider: lower-case letters and digits. */
  String id();

  /** Returns in one line what it provides, for people who choose; empty if it does not say. */
  default String description() {
    return "";
  }

  /** Returns the settings it understands, below {@code backend.<instance>.}. */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Returns whether its backends compute vectors from text themselves, so that a memory that lies
   * on them alone needs no embedding model; their {@link Capabilities#embedding} then says how.
   */
  default boolean embedsText() {
    return false;
  }

  /**
   * Opens a backend that is ready to be used; the caller closes it.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION, AUTHENTICATION,
   *     UNAVAILABLE, INCOMPATIBLE, CORRUPT, or CONFLICT if another process holds its files
   */
  Backend open(BackendContext context);
}
