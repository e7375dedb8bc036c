package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.core.config.Configuration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which backend keeps the state: the configured one, else recall's where it has a state
 * store, else {@code lucene}.
 */
final class StatePlacement {

  /** Where the state lies if recall's backend has no state store. */
  static final String FALLBACK = "lucene";

  // Whether a backend has a state store is known once it is open; of those that are not, these are
  // known to have one.
  private static final Set<String> KNOWN = Set.of("inmemory", FALLBACK, "pgvector", "postgresml");

  /**
   * Where the state lies.
   *
   * @param backend the backend
   * @param store its state store
   */
  record Placed(BackendPool.Opened backend, StateStore store) {}

  private final Configuration configuration;
  private final BackendPool backends;
  private final Set<String> types;

  /**
   * Creates the decision.
   *
   * @param types ids of the backends there are
   */
  StatePlacement(Configuration configuration, BackendPool backends, Set<String> types) {
    this.configuration = configuration;
    this.backends = backends;
    this.types = types;
  }

  /**
   * Returns where the state lies; opens the backend.
   *
   * @throws MemoryException CONFIGURATION if it has no state store, naming those that have
   */
  Placed place() {
    return configuration.stateBackend().map(this::chosen).orElseGet(this::fallingBack);
  }

  private Placed chosen(String name) {
    BackendPool.Opened opened = backends.open(name);
    return opened
        .backend()
        .state()
        .map(store -> new Placed(opened, store))
        .orElseThrow(() -> refused(opened));
  }

  private Placed fallingBack() {
    BackendPool.Opened recall = backends.open(configuration.recallBackend());
    return recall
        .backend()
        .state()
        .map(store -> new Placed(recall, store))
        .orElseGet(() -> chosen(FALLBACK));
  }

  private MemoryException refused(BackendPool.Opened refused) {
    Set<String> having = new TreeSet<>(KNOWN);
    having.retainAll(types);
    for (BackendPool.Opened opened : backends.opened()) {
      opened.backend().state().ifPresent(store -> having.add(opened.instance().name()));
    }
    having.remove(refused.instance().name());
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "memory.state.backend: backend '"
            + refused.instance().name()
            + "' ("
            + refused.instance().type()
            + ") has no state store; those that have one: "
            + (having.isEmpty()
                ? "none here; add dev.recollect:backend-lucene"
                : String.join(", ", having)));
  }
}
