package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.text.TextAnalyzer;
import dev.recollect.memory.core.tier.CollectionSpecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the parts of a memory one after the other and notes what each answers. */
final class Examination {

  private final OpenRequest request;
  private final Providers providers;
  private final Configuration configuration;
  private final Set<String> configured;
  private final ResourceStack resources = new ResourceStack();
  private final TextAnalyzer analyzer;
  private final Deadline deadline;
  private final IoExecutor io;
  private final List<Check> checks = new ArrayList<>();
  private final Map<String, BackendPool.Opened> backends = new ConcurrentHashMap<>();
  private volatile @Nullable EmbeddingModel model;

  Examination(
      OpenRequest request, Groundwork groundwork, Configuration configuration, Duration deadline) {
    this.request = request;
    this.providers = groundwork.providers();
    this.configured = groundwork.reader().configuredBackends();
    this.configuration = configuration;
    this.model = request.embeddingModel();
    this.analyzer = TextAnalyzer.of(configuration.analysisLanguage());
    this.deadline = new Deadline(deadline);
    this.io =
        resources.push(
            "the threads for files", new IoExecutor("recollect-look", configuration.ioThreads()));
  }

  List<Check> all(String chatModel) {
    Set<String> names = new LinkedHashSet<>();
    names.add(configuration.recallBackend());
    names.add(configuration.archivalBackend());
    names.addAll(configured);
    names.forEach(this::backend);
    String state = stateBackend();
    if (!backends.containsKey(state) && !names.contains(state)) {
      backend(state);
    }
    embeddingModel();
    chatModel(chatModel);
    stored(state);
    close();
    return List.copyOf(checks);
  }

  /** Who does not answer may not close in time either. */
  private void close() {
    Check closed =
        deadline.check(
            "closing",
            () -> {
              resources.close();
              return new Deadline.Answer(true, "");
            });
    if (!closed.works()) {
      checks.add(closed);
    }
  }

  private String stateBackend() {
    String recall = configuration.recallBackend();
    BackendPool.Opened opened = backends.get(recall);
    boolean keepsState = opened == null || opened.backend().state().isPresent();
    return configuration.stateBackend().orElse(keepsState ? recall : StatePlacement.FALLBACK);
  }

  private void backend(String name) {
    checks.add(
        deadline.check(
            "backend " + name,
            () -> {
              BackendPool.Opened opened = pool().open(name);
              backends.put(name, opened);
              Health health = opened.backend().health();
              return new Deadline.Answer(health.healthy(), opened.place());
            }));
  }

  /** A pool for each, because one that did not answer in time is still being opened. */
  private BackendPool pool() {
    return new BackendPool(providers.backends(), configuration, request.clock(), io, resources);
  }

  private void embeddingModel() {
    if (!configuration.needsEmbeddingModel()) {
      return;
    }
    checks.add(
        deadline.check(
            "embedding model " + configuration.embeddingModel(),
            () -> {
              EmbeddingModel opened =
                  resources.push(
                      "the embedding model", providers.openEmbeddingModel(configuration));
              // Counting needs the model loaded and costs nothing where it is somebody's server.
              opened.countTokens("Is anybody there?");
              model = opened;
              return new Deadline.Answer(true, opened.identity().toString());
            }));
  }

  private void chatModel(String id) {
    checks.add(
        deadline.check(
            "chat model " + id,
            () -> {
              ChatModel opened =
                  resources.push("chat model", providers.openChatModel(configuration, id));
              return new Deadline.Answer(
                  true, opened.description() + " Window: " + opened.contextWindow() + " tokens.");
            }));
  }

  /** Compares what is stored with what would be written, where both are known. */
  private void stored(String state) {
    Optional<LogicalCollections> collections =
        Optional.ofNullable(backends.get(state))
            .flatMap(opened -> opened.backend().state())
            .map(store ->
                new LogicalCollections(
                    store, embeddingSetting(), configuration.analysisLanguage()));
    collections.ifPresent(known -> {
      stored(known, "recall", configuration.recallBackend(), this::recallSpec);
      stored(known, "archival", configuration.archivalBackend(), this::archivalSpec);
    });
  }

  private String embeddingSetting() {
    return request.embeddingModel() == null ? configuration.embeddingModel() : "";
  }

  private void stored(
      LogicalCollections collections, String logical, String name, SpecMaker maker) {
    BackendPool.Opened opened = backends.get(name);
    if (opened == null) {
      return;
    }
    Optional<Embedder> embedder = embedder(opened.backend());
    embedder.ifPresent(known ->
        checks.add(
            deadline.check(
                "what is stored in " + logical,
                () -> {
                  boolean exists =
                      collections.requireFitting(
                          logical, opened.backend(), maker.of(opened.backend(), known));
                  return new Deadline.Answer(true, exists ? "fits" : "nothing yet");
                })));
  }

  private Optional<Embedder> embedder(Backend backend) {
    return backend
        .capabilities()
        .embedding()
        .map(Embedder::of)
        .or(() -> Optional.ofNullable(model).map(Embedder::of));
  }

  private interface SpecMaker {
    Function<String, CollectionSpec> of(Backend backend, Embedder embedder);
  }

  private Function<String, CollectionSpec> recallSpec(Backend backend, Embedder embedder) {
    return name ->
        CollectionSpecs.recall(name, embedder.identity(), analyzer, backend.capabilities());
  }

  private Function<String, CollectionSpec> archivalSpec(Backend backend, Embedder embedder) {
    return name -> CollectionSpecs.archival(name, embedder.identity(), analyzer);
  }
}
