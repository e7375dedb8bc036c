package dev.recollect.memory.core;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.SharedBlocks;
import dev.recollect.memory.api.tier.Sources;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.config.ConfigInputs;
import dev.recollect.memory.core.internal.wiring.Assembly;
import dev.recollect.memory.core.internal.wiring.Inspector;
import dev.recollect.memory.core.internal.wiring.OpenRequest;
import dev.recollect.memory.core.internal.wiring.Wiring;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An opened memory: its stores, its embedding model and the tiers over them. Itself the memory of
 * the tenant {@value #DEFAULT_TENANT}; {@link #tenant(String)} gives that of another. Thread-safe.
 *
 * <p>With nothing configured, {@code Recollect.open()} gives a memory in files below the home
 * folder with an embedding model in this process. An owner's tiers can be used with or without an
 * agent:
 *
 * <pre>{@code
 * ArchivalMemory archive = memory.archival("ada");
 * archive.insert("Sam's boat is called Petrel");
 * archive
 *     .search("what is the boat called", 5)
 *     .forEach(hit -> System.out.println(hit.score() + " " + hit.text()));
 * }</pre>
 */
public final class Recollect implements Memory, AutoCloseable {

  /** The tenant whose memory this object itself is. */
  public static final String DEFAULT_TENANT = "default";

  private final Assembly assembly;
  private final TenantMemory own;

  private Recollect(Assembly assembly) {
    this.assembly = assembly;
    this.own = new TenantMemory(DEFAULT_TENANT, assembly.tiers());
  }

  /**
   * Opens the memory that the configuration describes.
   *
   * @throws MemoryException as {@link Builder#open}
   */
  public static Recollect open() {
    return builder().open();
  }

  /** Returns a builder that changes nothing of the configuration. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the memory of a tenant, which needs no creation and shares nothing with others.
   *
   * @param name 1 to 128 bytes, not blank, without control characters
   * @throws MemoryException INVALID or LIMIT for the name
   */
  public TenantMemory tenant(String name) {
    return new TenantMemory(name, assembly.tiers());
  }

  /**
   * Opens a chat model; the caller closes it.
   *
   * @param id {@code provider} or {@code provider:name}
   * @throws MemoryException CONFIGURATION naming the nearest provider and the artifact to add, or
   *     what is wrong with its settings; AUTHENTICATION
   */
  public ChatModel chatModel(String id) {
    return assembly.openChatModel(id);
  }

  /** Returns where the parts of this memory lie. */
  public Placement placement() {
    return new Placement(
        assembly.statePlace(),
        assembly.recallPlace(),
        assembly.archivalPlace(),
        assembly.embeddingPlace());
  }

  /**
   * Returns how many bytes the stores take where they lie, indexes included, all tenants together;
   * empty if one of them cannot tell or has nothing on disk.
   *
   * @throws MemoryException UNAVAILABLE
   */
  public OptionalLong bytes() {
    return assembly.bytes();
  }

  /**
   * Rewrites the stores where they lie, so that nothing is left in their files of what was deleted
   * before, all tenants together: the last step of forgetting, for which deleting alone leaves
   * bytes behind. It may take minutes and as much room again as they take; other calls may wait
   * meanwhile.
   *
   * @throws MemoryException UNSUPPORTED, naming those stores that cannot, once the others are done;
   *     UNAVAILABLE if something keeps one of them from it: repeat the call
   */
  public void compact() {
    compact(CallOptions.none());
  }

  /** Rewrites the stores, as {@link #compact()}, within a deadline or until cancelled. */
  public void compact(CallOptions options) {
    assembly.compact(options);
  }

  /** Returns who is told what happens in this memory, and in the turns of the agents on it. */
  public Listener listener() {
    return assembly.events().listener();
  }

  @Override
  public String tenant() {
    return own.tenant();
  }

  @Override
  public CoreMemory core(String owner) {
    return own.core(owner);
  }

  @Override
  public RecallMemory recall(String owner) {
    return own.recall(owner);
  }

  @Override
  public ArchivalMemory archival(String owner) {
    return own.archival(owner);
  }

  @Override
  public Sources sources() {
    return own.sources();
  }

  @Override
  public SharedBlocks sharedBlocks() {
    return own.sharedBlocks();
  }

  @Override
  public Page<Owner> owners(Cursor cursor) {
    return own.owners(cursor);
  }

  @Override
  public void delete(String owner) {
    own.delete(owner);
  }

  @Override
  public void rename(String owner, String newName) {
    own.rename(owner, newName);
  }

  /**
   * Closes the stores, then the threads that served them, then the embedding model. Idempotent.
   *
   * @throws MemoryException if one of them could not be closed cleanly; the others are closed
   */
  @Override
  public void close() {
    assembly.close();
  }

  /** Collects what code decides about a memory before it is opened. Not thread-safe. */
  public static final class Builder {

    private final Map<String, ConfigInputs.Given> settings = new HashMap<>();
    private final List<BackendProvider> backends = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private Map<String, String> environment = System.getenv();
    private InstantSource clock = InstantSource.system();
    private ClassLoader providers = Recollect.class.getClassLoader();
    private boolean plugins;
    private @Nullable Path home;
    private @Nullable Path configFile;
    private @Nullable EmbeddingModel embeddingModel;
    private UnaryOperator<EmbeddingModel> aroundEmbedding = UnaryOperator.identity();

    private Builder() {}

    /** Sets the home folder; {@code RECOLLECT_HOME} or {@code ~/.recollect} if not set. */
    public Builder home(Path folder) {
      this.home = folder;
      return this;
    }

    /**
     * Sets the file of settings, which must exist; {@code recollect.properties} in the home folder,
     * if there is one, if not set.
     */
    public Builder configFile(Path file) {
      this.configFile = file;
      return this;
    }

    /** Sets a setting, stronger than all other sources. */
    public Builder set(String key, String value) {
      settings.put(key, ConfigInputs.Given.inCode(value));
      return this;
    }

    /**
     * Sets a setting, stronger than all other sources, on behalf of somebody else.
     *
     * @param origin where the value comes from, for messages, for example {@code option --backend}
     */
    public Builder set(String key, String value, String origin) {
      settings.put(key, new ConfigInputs.Given(value, origin));
      return this;
    }

    /** Sets the environment variables to read; those of the process if not set. */
    public Builder environment(Map<String, String> variables) {
      this.environment = Map.copyOf(variables);
      return this;
    }

    /** Sets the embedding model, whatever the configuration says; the caller closes it. */
    public Builder embeddingModel(EmbeddingModel model) {
      this.embeddingModel = model;
      return this;
    }

    /**
     * Puts something around the embedding model, be it configured or given: a cache, a meter.
     *
     * @param wrapper returns what to use in place of the model that it gets: of the same identity,
     *     and closing that model when it is closed, which happens with the memory unless the model
     *     was given. Called once, on any thread.
     */
    public Builder wrapEmbeddingModel(UnaryOperator<EmbeddingModel> wrapper) {
      this.aroundEmbedding = wrapper;
      return this;
    }

    /** Adds a provider of a backend beside those on the class path. */
    public Builder backendProvider(BackendProvider provider) {
      backends.add(provider);
      return this;
    }

    /** Sets where providers are looked for; the class loader of Recollect itself if not set. */
    public Builder classLoader(ClassLoader loader) {
      this.providers = loader;
      return this;
    }

    /**
     * Also looks for providers in the folder {@code plugins} of the home folder: the jars in it,
     * and each folder of jars in it, are loaded apart from the program and from each other. For
     * programs whose user decides what runs, such as the command line; closing the memory closes
     * the jars, so chat models are closed before.
     */
    public Builder plugins() {
      this.plugins = true;
      return this;
    }

    /** Sets what tells the time; the system's clock if not set. */
    public Builder clock(InstantSource value) {
      this.clock = value;
      return this;
    }

    /**
     * Adds a listener, which is told of searches and embeddings, of all tenants, and of the turns
     * of all agents on this memory. Without one nothing is measured.
     */
    public Builder listener(Listener value) {
      listeners.add(value);
      return this;
    }

    /** Returns a look at what {@link #open} would open, which does not throw; to be closed. */
    public Inspection inspect() {
      return new Inspection(new Inspector(request()));
    }

    /**
     * Opens the memory.
     *
     * @throws MemoryException CONFIGURATION with everything that is wrong with the settings;
     *     INCOMPATIBLE if what is stored was written with another embedding model; UNAVAILABLE,
     *     AUTHENTICATION, CONFLICT or CORRUPT by the stores. Nothing stays open then.
     */
    public Recollect open() {
      return new Recollect(Wiring.open(request()));
    }

    private OpenRequest request() {
      ConfigInputs inputs =
          new ConfigInputs(
              settings,
              systemProperties(),
              environment,
              ConfigInputs.Folders.ofProcess(home, configFile));
      return new OpenRequest(
          inputs, providers, plugins, backends, embeddingModel, aroundEmbedding, clock, listeners);
    }

    private static Map<String, String> systemProperties() {
      Properties properties = System.getProperties();
      Map<String, String> texts = new HashMap<>();
      properties
          .stringPropertyNames()
          .forEach(name -> texts.put(name, properties.getProperty(name)));
      return texts;
    }
  }
}
