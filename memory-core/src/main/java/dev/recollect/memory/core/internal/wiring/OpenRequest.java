package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.config.ConfigInputs;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a memory is opened from.
 *
 * @param inputs what the configuration is read from
 * @param loader where providers are looked for
 * @param plugins whether providers are looked for in the plugins folder of the home folder too
 * @param backends providers of backends that code brings along
 * @param embeddingModel a model that code brings along and closes itself, or null to open the
 *     configured one
 * @param aroundEmbedding returns what is used in place of the embedding model, given it
 * @param clock tells the time
 * @param listeners are told what happens
 */
public record OpenRequest(
    ConfigInputs inputs,
    ClassLoader loader,
    boolean plugins,
    List<BackendProvider> backends,
    @Nullable EmbeddingModel embeddingModel,
    UnaryOperator<EmbeddingModel> aroundEmbedding,
    InstantSource clock,
    List<Listener> listeners) {

  /** Copies the lists. */
  public OpenRequest {
    backends = List.copyOf(backends);
    listeners = List.copyOf(listeners);
  }
}
