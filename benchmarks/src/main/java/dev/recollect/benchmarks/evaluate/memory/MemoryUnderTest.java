package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import java.time.Instant;
import java.util.Objects;
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
  // Null where the store itself embeds.
  private final @Nullable MeasuredEmbeddings embeddings;
  private final OptionalLong before;
  private final AtomicReference<@Nullable Instant> now;
  private boolean closed;

  private MemoryUnderTest(
      HomeFolder home,
      Recollect memory,
      @Nullable MeasuredEmbeddings embeddings,
      AtomicReference<@Nullable Instant> now) {
    this.home = home;
    this.now = now;
    this.memory = memory;
    this.tenant = memory.tenant("evaluate-" + UUID.randomUUID());
    this.embeddings = embeddings;
    this.before = memory.bytes();
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
    AtomicReference<@Nullable Instant> now = new AtomicReference<>();
    Recollect.Builder builder =
        Recollect.builder()
            .home(home.path())
            .clock(() -> Objects.requireNonNullElseGet(now.get(), Instant::now))
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
    Opening.Recency recency = opening.recency();
    if (recency != null) {
      builder
          .set("memory.ranking.recency", Double.toString(recency.weight()))
          .set("memory.ranking.halflife", recency.halfLife().toHours() + "h");
    }
    Recollect memory = builder.open();
    try {
      return new MemoryUnderTest(home, memory, measured.get(), now);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  private static EmbeddingModel kept(Opening opening, EmbeddingModel model) {
    return opening.embeddings() == null ? model : new CachedEmbeddings(model, opening.embeddings());
  }

  /** Sets what time it is from now on; until then it is the system's. */
  public void setNow(Instant value) {
    now.set(value);
  }

  /** Returns a tier, still empty. */
  public TierUnderTest tier(Tier tier) {
    return switch (tier) {
      case RECALL -> new RecallUnderTest(tenant);
      case ARCHIVAL -> new ArchivalUnderTest(tenant);
      case SOURCE -> new SourceUnderTest(tenant, home.path().resolve("files"));
    };
  }

  /** Returns in a line where a tier lies. */
  public String place(Tier tier) {
    return switch (tier) {
      case RECALL -> memory.placement().recall();
      case ARCHIVAL, SOURCE -> memory.placement().archival();
    };
  }

  /** Returns in a line what embeds texts. */
  public String embedding() {
    return memory.placement().embedding();
  }

  /**
   * From now on what is written is foreign text, or no longer: see {@link MeasuredEmbeddings}. A
   * store that embeds goes on doing so.
   */
  public void setForeign(boolean value) {
    if (embeddings != null) {
      embeddings.setForeign(value);
    }
  }

  /**
   * Returns how long embedding took since the last call, and begins anew; 0 if the store does it.
   */
  public double takeEmbeddingSeconds() {
    return embeddings == null ? 0 : embeddings.takeSeconds();
  }

  /**
   * Closes the memory and returns what the run took on disk, in bytes: all of a store of its own,
   * what was added to one that others share; empty if the store cannot tell.
   */
  public OptionalLong closeAndMeasure() {
    try (home) {
      OptionalLong inStore = memory.bytes();
      boolean inHome = inHome();
      closeMemory();
      return inHome ? OptionalLong.of(home.bytes()) : added(inStore);
    }
  }

  private OptionalLong added(OptionalLong now) {
    return now.isPresent() && before.isPresent()
        ? OptionalLong.of(now.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    try (home) {
      if (!closed) {
        closeMemory();
      }
    }
  }

  private void closeMemory() {
    closed = true;
    try (memory) {
      if (!inHome()) {
        deleteOwners();
      }
    }
  }

  /**
   * Whether both tiers say that they lie below the home folder, which is then all there is to
   * delete. Where they say it otherwise, deleting the owners costs time and is right as well.
   */
  private boolean inHome() {
    String folder = home.path().toString();
    return place(Tier.RECALL).contains(folder) && place(Tier.ARCHIVAL).contains(folder);
  }

  private void deleteOwners() {
    Page<Owner> page = tenant.owners(Cursor.START);
    while (!page.items().isEmpty()) {
      page.items().forEach(owner -> tenant.delete(owner.name()));
      page = tenant.owners(Cursor.START);
    }
    Page<Source> sources = tenant.sources().list(Cursor.START);
    while (!sources.items().isEmpty()) {
      sources.items().forEach(source -> tenant.sources().delete(source.name()));
      sources = tenant.sources().list(Cursor.START);
    }
  }
}
