package dev.recollect.memory.tck.forwarding;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;
import java.util.OptionalLong;

/** A backend that passes every call on to another. As thread-safe as that one. */
public class ForwardingBackend implements Backend {

  private final Backend backend;

  /** Creates a backend in front of another, which it closes. */
  protected ForwardingBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Capabilities capabilities() {
    return backend.capabilities();
  }

  @Override
  public Optional<StateStore> state() {
    return backend.state();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    return backend.openCollection(spec);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return backend.collections(cursor);
  }

  @Override
  public void dropCollection(String name) {
    backend.dropCollection(name);
  }

  @Override
  public OptionalLong bytes() {
    return backend.bytes();
  }

  @Override
  public void compact(CallOptions options) {
    backend.compact(options);
  }

  @Override
  public Health health() {
    return backend.health();
  }

  @Override
  public void close() {
    backend.close();
  }
}
