package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.event.EventTeller;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The parts of an opened memory. Thread-safe; closing it closes them, and can be repeated. */
public final class Assembly implements AutoCloseable {

  private final Configuration configuration;
  private final Providers providers;
  private final Stores stores;
  private final Tiers tiers;
  private final EventTeller events;
  private final ResourceStack resources;

  Assembly(
      Configuration configuration,
      Providers providers,
      Stores stores,
      Tiers tiers,
      EventTeller events,
      ResourceStack resources) {
    this.configuration = configuration;
    this.providers = providers;
    this.stores = stores;
    this.tiers = tiers;
    this.events = events;
    this.resources = resources;
  }

  /** Returns the maker of tiers. */
  public Tiers tiers() {
    return tiers;
  }

  /** Returns who tells the listeners. */
  public EventTeller events() {
    return events;
  }

  /** Opens a chat model, which the caller closes. */
  public ChatModel openChatModel(String id) {
    return providers.openChatModel(configuration, id);
  }

  /** Returns in a line where the state lies. */
  public String statePlace() {
    return stores.state().backend().place();
  }

  /** Returns in a line where messages lie. */
  public String recallPlace() {
    return stores.recall().place();
  }

  /** Returns in a line where passages lie. */
  public String archivalPlace() {
    return stores.archival().place();
  }

  /** Returns in a line which model embeds texts; both, if recall and archival memory differ. */
  public String embeddingPlace() {
    return tiers.embeddings().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /** Returns how many bytes the stores take; empty if one of them cannot tell. */
  public OptionalLong bytes() {
    return stores.bytes();
  }

  /** Compacts the stores. */
  public void compact(CallOptions options) {
    stores.compact(options);
  }

  @Override
  public void close() {
    resources.close();
  }
}
