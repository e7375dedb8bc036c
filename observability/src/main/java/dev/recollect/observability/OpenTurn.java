package dev.recollect.observability;

import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A turn under way, with what is under way in it. Thread-safe: tools run beside each other. */
final class OpenTurn {

  private static final String MODEL = "model";

  private final TurnPlace place;
  private final Operation operation;
  private final Map<String, Operation> parts = new LinkedHashMap<>();
  private ObservedModel model = ObservedModel.UNKNOWN;
  private Usage counted = Usage.NONE;
  private boolean resumed;

  OpenTurn(TurnPlace place, Operation operation) {
    this.place = place;
    this.operation = operation;
  }

  TurnPlace place() {
    return place;
  }

  Operation operation() {
    return operation;
  }

  synchronized ObservedModel model() {
    return model;
  }

  synchronized void asks(ObservedModel asked) {
    model = asked;
  }

  /** Somebody else has counted what the turn took before. */
  synchronized void resume() {
    resumed = true;
  }

  synchronized void count(Usage usage) {
    counted = counted.plus(usage);
  }

  /** Returns what the turn took beside what was counted: the summaries that a model wrote. */
  synchronized Usage uncounted(Usage all) {
    return resumed
        ? Usage.NONE
        : new Usage(
            all.inputTokens() - counted.inputTokens(), all.outputTokens() - counted.outputTokens());
  }

  synchronized void addModel(Operation asked) {
    parts.put(MODEL, asked);
  }

  synchronized @Nullable Operation removeModel() {
    return parts.remove(MODEL);
  }

  synchronized void addTool(String key, Operation called) {
    parts.put("tool " + key, called);
  }

  synchronized @Nullable Operation removeTool(String key) {
    return parts.remove("tool " + key);
  }

  /** Returns what is under way, last begun first, and forgets it. */
  synchronized List<Operation> removeAll() {
    List<Operation> all = new ArrayList<>(parts.values()).reversed();
    parts.clear();
    return all;
  }
}
