package dev.recollect.observability;

import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.EmbeddingEvent.Embedding;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.event.SearchEvent.Search;
import org.jspecify.annotations.Nullable;

/** Observes searches and embeddings: parts of what is current on their thread. Thread-safe. */
final class MemoryObserver {

  private final Options options;
  private final Tags tags;
  private final Content content;
  private final OpenOperations<Operation> open = new OpenOperations<>();

  MemoryObserver(Options options) {
    this.options = options;
    this.tags = new Tags(options.agentNames());
    this.content = new Content(options);
  }

  /** Returns how many searches and embeddings have begun and not ended. */
  int open() {
    return open.size();
  }

  void on(SearchEvent event) {
    switch (event) {
      case SearchEvent.Started started -> add(started.search().id(), begin(started.search()));
      case SearchEvent.Ended ended -> {
        Operation operation = open.remove(ended.search().id());
        if (operation != null) {
          operation.attribute(GenAi.SEARCH_HITS, Integer.toString(ended.hits()));
          end(operation, ended.failure());
        }
      }
    }
  }

  void on(EmbeddingEvent event) {
    switch (event) {
      case EmbeddingEvent.Started started ->
          add(started.embedding().id(), begin(started.embedding()));
      case EmbeddingEvent.Ended ended -> {
        Operation operation = open.remove(ended.embedding().id());
        if (operation != null) {
          end(operation, ended.failure());
        }
      }
    }
  }

  private Operation begin(Search search) {
    String tier = Failures.word(search.tier());
    Operation operation =
        Operation.begin(
            options.registry(),
            new Spans.Request(),
            "retrieval " + tier,
            tags.of("retrieval", ObservedModel.OURS).and(GenAi.DATA_SOURCE, tier),
            null);
    operation
        .attribute(GenAi.TENANT, Texts.name(search.tenant()))
        .attribute(GenAi.OWNER, Texts.name(search.owner()))
        .attribute(GenAi.SEARCH_MODE, Failures.word(search.query().mode()))
        .attribute(GenAi.REQUEST_TOP_K, Integer.toString(search.query().topK()));
    content.show(operation, GenAi.QUERY, search.query().text());
    return operation;
  }

  private Operation begin(Embedding embedding) {
    ObservedModel model = ObservedModel.of(embedding.provider(), embedding.model().model());
    return Operation.begin(
            options.registry(),
            new Spans.Request(),
            "embeddings " + model.name(),
            tags.of("embeddings", model),
            null)
        .attribute(GenAi.DIMENSION, Integer.toString(embedding.model().dimension()))
        .attribute(GenAi.EMBEDDING_TEXTS, Integer.toString(embedding.texts()))
        .attribute(GenAi.EMBEDDING_PURPOSE, Failures.word(embedding.purpose()));
  }

  private void add(String id, Operation operation) {
    Operation eldest = open.add(id, operation);
    if (eldest != null) {
      String type = Failures.ABANDONED;
      eldest.failed(type, new OperationFailedException(type)).drop();
    }
  }

  private void end(Operation operation, @Nullable Throwable failure) {
    if (failure != null) {
      String type = Failures.type(failure);
      operation.failed(type, content.failure(type, failure));
    }
    operation.end();
  }
}
