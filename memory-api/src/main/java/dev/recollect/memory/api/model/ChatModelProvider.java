package dev.recollect.memory.api.model;

import dev.recollect.memory.api.config.Setting;
import java.util.List;

/** Opens chat models of one kind; found by {@link java.util.ServiceLoader}, chosen by id. */
public interface ChatModelProvider {

  /** Returns the id by which configuration chooses this provider: lower-case letters and digits. */
  String id();

  /** Returns in one line what it provides, for people who choose; empty if it does not say. */
  default String description() {
    return "";
  }

  /** Returns the settings it understands, below {@code model.<id>.}. */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Opens a model; the caller closes it.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION or AUTHENTICATION
   */
  ChatModel open(ModelContext context);
}
