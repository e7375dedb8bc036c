package dev.recollect.memory.core;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * An opened memory: its stores, its embedding model and the tiers over them. Itself the memory of
 * the tenant {@code default}; {@link #tenant} gives that of another. Thread-safe.
 */
public final class Recollect implements Memory, AutoCloseable {

  private Recollect() {}

  /** Opens the memory that the configuration describes. */
  public static Recollect open() {
    return builder().open();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  private static MemoryException missing() {
    return new MemoryException(ErrorKind.UNSUPPORTED, "not wired yet");
  }

  /** Returns the memory of a tenant, which needs no creation. */
  public TenantMemory tenant(String name) {
    throw missing();
  }

  /** Opens the chat model of an id, {@code provider} or {@code provider:name}; the caller closes it. */
  public ChatModel chatModel(String id) {
    throw missing();
  }

  /** Returns where the parts of this memory lie. */
  public Placement placement() {
    throw missing();
  }

  @Override
  public String tenant() {
    throw missing();
  }

  @Override
  public CoreMemory core(String owner) {
    throw missing();
  }

  @Override
  public RecallMemory recall(String owner) {
    throw missing();
  }

  @Override
  public ArchivalMemory archival(String owner) {
    throw missing();
  }

  @Override
  public Page<Owner> owners(Cursor cursor) {
    throw missing();
  }

  @Override
  public void delete(String owner) {
    throw missing();
  }

  @Override
  public void close() {}

  /** Collects what code decides about a memory before it is opened. Not thread-safe. */
  public static final class Builder {

    private Builder() {}

    /** Sets the home folder; {@code RECOLLECT_HOME} or {@code ~/.recollect} if not set. */
    public Builder home(Path folder) {
      return this;
    }

    /** Sets the file of settings; {@code recollect.properties} in the home folder if not set. */
    public Builder configFile(Path file) {
      return this;
    }

    /** Sets a setting, before all other sources. */
    public Builder set(String key, String value) {
      return this;
    }

    /** Sets the environment variables to read; those of the process if not set. */
    public Builder environment(Map<String, String> variables) {
      return this;
    }

    /** Sets the embedding model, whatever the configuration says; the caller closes it. */
    public Builder embeddingModel(EmbeddingModel model) {
      return this;
    }

    /** Adds a provider of a backend beside those on the class path. */
    public Builder backendProvider(BackendProvider provider) {
      return this;
    }

    /** Sets what tells the time; the system's clock if not set. */
    public Builder clock(InstantSource value) {
      return this;
    }

    /** Opens the memory. */
    public Recollect open() {
      throw missing();
    }
  }
}
