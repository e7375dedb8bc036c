package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens the physical collection that a logical one uses: state key {@code collection/<logical>}
 * holds its name, {@code collection/<logical>/embedding} the setting it was made with. Thread-safe.
 */
final class LogicalCollections {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final String embeddingModel;

  /**
   * Creates the opener.
   *
   * @param embeddingModel how the present embedding model is spelled in {@code
   *     memory.embedding.model}; empty for one that code brought along
   */
  LogicalCollections(StateStore state, String embeddingModel) {
    this.state = state;
    this.embeddingModel = embeddingModel;
  }

  /**
   * Opens a logical collection, made at its first opening.
   *
   * @param spec makes the spec from the physical name
   * @throws MemoryException INCOMPATIBLE naming both identities and the setting that restores the
   *     old one
   */
  RecordCollection open(String logical, Backend backend, Function<String, CollectionSpec> spec) {
    String physical = current(logical).orElseGet(() -> create(logical));
    try {
      return backend.openCollection(spec.apply(physical));
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.INCOMPATIBLE
          ? explained(logical, backend, spec.apply(physical), e)
          : e;
    }
  }

  /**
   * Checks that what is stored fits, without making anything.
   *
   * @param spec makes the spec from the physical name
   * @return whether anything is stored
   * @throws MemoryException as {@link #open}
   */
  boolean requireFitting(String logical, Backend backend, Function<String, CollectionSpec> spec) {
    Optional<CollectionSpec> stored = current(logical).flatMap(name -> stored(backend, name));
    stored.ifPresent(known -> requireFitting(logical, backend, known, spec.apply(known.name())));
    return stored.isPresent();
  }

  private void requireFitting(
      String logical, Backend backend, CollectionSpec stored, CollectionSpec wanted) {
    try {
      wanted.mergedInto(stored);
    } catch (MemoryException e) {
      throw explained(logical, backend, wanted, e);
    }
  }

  private Optional<String> current(String logical) {
    return state.get(nameKey(logical), OPTIONS).map(StateEntry::value);
  }

  /**
   * Of two processes that open for the first time, the one that loses uses what the other named.
   */
  private String create(String logical) {
    String physical = logical + "_1";
    try {
      state.commit(
          List.of(
              new StateChange.Put(nameKey(logical), physical, StateChange.ABSENT),
              new StateChange.Put(embeddingKey(logical), embeddingModel, StateChange.ABSENT)),
          OPTIONS);
      return physical;
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      return current(logical).orElseThrow(() -> e);
    }
  }

  private MemoryException explained(
      String logical, Backend backend, CollectionSpec wanted, MemoryException cause) {
    String stored = stored(backend, wanted.name()).orElse(wanted).embeddingIdentity();
    if (stored.equals(wanted.embeddingIdentity())) {
      return cause;
    }
    return new MemoryException(
        ErrorKind.INCOMPATIBLE,
        "the "
            + logical
            + " memory was written with the embedding model "
            + stored
            + " and is opened with "
            + wanted.embeddingIdentity()
            + "; "
            + remedy(logical, backend)
            + ". Nothing was changed.",
        cause);
  }

  private String remedy(String logical, Backend backend) {
    if (backend.capabilities().embedsText()) {
      return "the store embeds the texts, so restore the model in the settings of the backend";
    }
    String before = state.get(embeddingKey(logical), OPTIONS).map(StateEntry::value).orElse("");
    if (before.isEmpty()) {
      return "set memory.embedding.model to the old model, or hand it to the builder as before";
    }
    return before.equals(embeddingModel)
        ? "memory.embedding.model = "
            + before
            + " then as now, so restore its version and its other settings"
        : "memory.embedding.model = " + before + " opens it as before";
  }

  private static Optional<CollectionSpec> stored(Backend backend, String physical) {
    Cursor cursor = Cursor.START;
    while (true) {
      Page<CollectionSpec> page = backend.collections(cursor);
      for (CollectionSpec spec : page.items()) {
        if (spec.name().equals(physical)) {
          return Optional.of(spec);
        }
      }
      if (page.next().isEmpty()) {
        return Optional.empty();
      }
      cursor = page.next().orElseThrow();
    }
  }

  private static String nameKey(String logical) {
    return "collection/" + logical;
  }

  private static String embeddingKey(String logical) {
    return "collection/" + logical + "/embedding";
  }
}
