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
import dev.recollect.memory.core.text.TextAnalyzer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens the physical collection that a logical one uses: state key {@code collection/<logical>}
 * holds its name, {@code collection/<logical>/embedding} and {@code …/analysis} the settings it was
 * made with. Thread-safe.
 */
final class LogicalCollections {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final String embeddingModel;
  private final String language;

  /**
   * Creates the opener.
   *
   * @param embeddingModel how the present embedding model is spelled in {@code
   *     memory.embedding.model}; empty for one that code brought along
   * @param language the present {@code memory.analysis.language}
   */
  LogicalCollections(StateStore state, String embeddingModel, String language) {
    this.state = state;
    this.language = language;
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
              new StateChange.Put(embeddingKey(logical), embeddingModel, StateChange.ABSENT),
              new StateChange.Put(analysisKey(logical), language, StateChange.ABSENT)),
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
    CollectionSpec stored = stored(backend, wanted.name()).orElse(wanted);
    if (!stored.embeddingIdentity().equals(wanted.embeddingIdentity())) {
      return refused(
          "the %s memory was written with the embedding model %s and is opened with %s; %s"
              .formatted(
                  logical,
                  stored.embeddingIdentity(),
                  wanted.embeddingIdentity(),
                  embeddingRemedy(logical, backend)),
          cause);
    }
    if (!stored.analysisIdentity().equals(wanted.analysisIdentity())) {
      return refused(
          "the texts of the %s memory were analysed by %s and are now by %s; %s"
              .formatted(
                  logical,
                  stored.analysisIdentity(),
                  wanted.analysisIdentity(),
                  analysisRemedy(logical)),
          cause);
    }
    return cause;
  }

  private static MemoryException refused(String message, MemoryException cause) {
    return new MemoryException(ErrorKind.INCOMPATIBLE, message + ". Nothing was changed.", cause);
  }

  private String embeddingRemedy(String logical, Backend backend) {
    if (backend.capabilities().embedsText()) {
      return "the store embeds the texts, so restore the model in the settings of the backend";
    }
    String before = setting(embeddingKey(logical), "");
    return before.isEmpty()
        ? "set memory.embedding.model to the old model, or hand it to the builder as before"
        : remedy("memory.embedding.model", before, embeddingModel);
  }

  /** What was made before there was a choice is English. */
  private String analysisRemedy(String logical) {
    String before = setting(analysisKey(logical), TextAnalyzer.ENGLISH);
    return remedy("memory.analysis.language", before, language);
  }

  private static String remedy(String key, String before, String now) {
    return before.equals(now)
        ? key + " = " + before + " then as now, so restore its version and its other settings"
        : key + " = " + before + " opens it as before";
  }

  private String setting(String key, String otherwise) {
    return state.get(key, OPTIONS).map(StateEntry::value).orElse(otherwise);
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

  private static String analysisKey(String logical) {
    return "collection/" + logical + "/analysis";
  }

  private static String embeddingKey(String logical) {
    return "collection/" + logical + "/embedding";
  }
}
