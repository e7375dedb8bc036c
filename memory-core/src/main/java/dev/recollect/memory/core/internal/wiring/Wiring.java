package dev.recollect.memory.core.internal.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.event.EventTeller;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Opens a memory: reads the configuration, finds the providers, opens what was chosen and puts it
 * together. The only place where an injector is made.
 *
 * <p>Everything is bound to instances and providers: Guice calls no constructor of ours or of a
 * stranger's and so has no use for generated classes, about which a JDK of today warns.
 */
public final class Wiring {

  private Wiring() {}

  /**
   * Opens a memory; if that fails, everything opened so far is closed.
   *
   * @throws MemoryException CONFIGURATION with all faults; what a provider throws
   */
  public static Assembly open(OpenRequest request) {
    Groundwork groundwork = Groundwork.lay(request);
    ResourceStack resources = new ResourceStack();
    try {
      resources.push("the plugins", groundwork.plugins());
      Configuration configuration = groundwork.reader().read(groundwork.faults());
      return assemble(request, groundwork.providers(), configuration, resources);
    } catch (CreationException e) {
      MemoryException reported = unwrapped(e);
      closeAfter(reported, resources);
      throw reported;
    } catch (RuntimeException | Error e) {
      closeAfter(e, resources);
      throw e;
    }
  }

  private static Assembly assemble(
      OpenRequest request,
      Providers providers,
      Configuration configuration,
      ResourceStack resources) {
    EmbeddingModel given = request.embeddingModel();
    EventTeller events = EventTeller.of(request.listeners(), request.clock());
    Module tiers =
        given != null
            ? new TiersModule(() -> request.aroundEmbedding().apply(given), "")
            : new TiersModule(
                model(request, providers, configuration, resources),
                configuration.embeddingModel());
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            strict(),
            values(request.clock(), events, providers, configuration, resources),
            new StoresModule(),
            tiers);
    return new Assembly(
        configuration,
        providers,
        injector.getInstance(Stores.class),
        injector.getInstance(Tiers.class),
        events,
        resources);
  }

  /** Begun before everything else, because the model takes longest and needs nothing of it. */
  private static Supplier<EmbeddingModel> model(
      OpenRequest request,
      Providers providers,
      Configuration configuration,
      ResourceStack resources) {
    return configuration.needsEmbeddingModel()
        ? loader(request, providers, configuration, resources)::model
        : () -> loader(request, providers, configuration, resources).model();
  }

  private static EmbeddingLoader loader(
      OpenRequest request,
      Providers providers,
      Configuration configuration,
      ResourceStack resources) {
    return resources.push(
        "the embedding model",
        new EmbeddingLoader(
            () -> request.aroundEmbedding().apply(providers.openEmbeddingModel(configuration))));
  }

  private static Module strict() {
    return binder -> {
      binder.requireExplicitBindings();
      binder.requireAtInjectOnConstructors();
      binder.requireExactBindingAnnotations();
      binder.disableCircularProxies();
    };
  }

  private static Module values(
      InstantSource clock,
      EventTeller events,
      Providers providers,
      Configuration configuration,
      ResourceStack resources) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(InstantSource.class).toInstance(clock);
        bind(EventTeller.class).toInstance(events);
        bind(Providers.class).toInstance(providers);
        bind(Configuration.class).toInstance(configuration);
        bind(ResourceStack.class).toInstance(resources);
      }
    };
  }

  private static void closeAfter(Throwable failure, ResourceStack resources) {
    try {
      resources.close();
    } catch (MemoryException e) {
      failure.addSuppressed(e);
    }
  }

  /** Guice is nobody's business but ours: what a provider threw comes out as it was. */
  private static MemoryException unwrapped(CreationException failure) {
    return failure.getErrorMessages().stream()
        .map(Message::getCause)
        .filter(Objects::nonNull)
        .map(Wiring::asMemoryException)
        .findFirst()
        .orElseGet(() -> asMemoryException(failure));
  }

  private static MemoryException asMemoryException(Throwable cause) {
    return cause instanceof MemoryException known
        ? known
        : new MemoryException(
            ErrorKind.INTERNAL, "the memory could not be opened: " + cause, cause);
  }
}
