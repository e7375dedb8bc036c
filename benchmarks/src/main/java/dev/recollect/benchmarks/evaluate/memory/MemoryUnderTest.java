package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A memory opened for one evaluation, all of it in a tenant of its own. Closing it leaves nothing
 * behind: a temporary folder is deleted, and from a store that others share the tenant's owners
 * are. Not thread-safe.
 */
public final class MemoryUnderTest implements AutoCloseable {

  private final HomeFolder home;
  private final Recollect memory;
  private final TenantMemory tenant;
  private final MeasuredEmbeddings embeddings;
  private boolean closed;

  private MemoryUnderTest(HomeFolder home, Recollect memory, MeasuredEmbeddings embeddings) {
    this.home = home;
    this.memory = memory;
    this.tenant = memory.tenant("evaluate-" + UUID.randomUUID());
    this.embeddings = embeddings;
  }

  /**
   * Opens a memory.
   *
   * @throws dev.recollect.memory.api.error.MemoryException if the configuration is wrong or the
   *     store cannot be opened
   */
  public static MemoryUnderTest open(Opening opening) {
    HomeFolder home = HomeFolder.open(opening.home());
    try {
      return open(opening, home);
    } catch (RuntimeException | Error e) {
      home.close();
      throw e;
    }
  }

  private static MemoryUnderTest open(Opening opening, HomeFolder home) {
    AtomicReference<@Nullable MeasuredEmbeddings> measured = new AtomicReference<>();
    Recollect.Builder builder =
        Recollect.builder()
            .home(home.path())
            .set("memory.recall.backend", opening.backend())
            .set("memory.archival.backend", opening.backend())
            .wrapEmbeddingModel(model -> {
              MeasuredEmbeddings wrapped = new MeasuredEmbeddings(kept(opening, model));
              measured.set(wrapped);
              return wrapped;
            });
    if (opening.embedding() != null) {
      builder.set("memory.embedding.model", opening.embedding());
    }
    Recollect memory = builder.open();
    MeasuredEmbeddings embeddings = measured.get();
    if (embeddings == null) {
      throw new IllegalStateException("the memory was opened without an embedding model");
    }
    return new MemoryUnderTest(home, memory, embeddings);
  }

  private static EmbeddingModel kept(Opening opening, EmbeddingModel model) {
    return opening.embeddings() == null ? model : new CachedEmbeddings(model, opening.embeddings());
  }

  /** Returns a tier, still empty. */
  public TierUnderTest tier(Tier tier) {
    return switch (tier) {
      case RECALL -> new RecallUnderTest(tenant);
      case ARCHIVAL -> new ArchivalUnderTest(tenant);
    };
  }

  /** Returns in a line where a tier lies. */
  public String place(Tier tier) {
    return switch (tier) {
      case RECALL -> memory.placement().recall();
      case ARCHIVAL -> memory.placement().archival();
    };
  }

  /** Returns the embedding model. */
  public MeasuredEmbeddings embeddings() {
    return embeddings;
  }

  /**
   * Closes the memory and returns what it takes on disk, in bytes; empty if it is not in files of
   * its own.
   */
  public OptionalLong closeAndMeasure() {
    boolean ownFiles = ownFiles();
    closeMemory();
    OptionalLong bytes = ownFiles ? OptionalLong.of(home.bytes()) : OptionalLong.empty();
    home.close();
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closeMemory();
      home.close();
    }
  }

  private void closeMemory() {
    closed = true;
    try (memory) {
      if (!ownFiles()) {
        deleteOwners();
      }
    }
  }

  /** Whoever has the state to himself has it in files, which nobody else shares. */
  private boolean ownFiles() {
    return tenant.exclusiveState();
  }

  private void deleteOwners() {
    Page<Owner> page = tenant.owners(Cursor.START);
    while (!page.items().isEmpty()) {
      page.items().forEach(owner -> tenant.delete(owner.name()));
      page = tenant.owners(Cursor.START);
    }
  }
}
