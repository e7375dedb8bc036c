package dev.recollect.observability;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A memory in this process that is observed as an application's is: into OpenTelemetry's spans. */
final class Observed implements AutoCloseable {

  final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final ObservationRegistry registry = ObservationRegistry.create();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeEmbeddingModel embedding = new FakeEmbeddingModel();
  final AgentObservations observations;
  final Recollect memory;
  private final SdkTracerProvider spans =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();

  Observed(Path home) {
    this(home, builder -> builder);
  }

  Observed(Path home, UnaryOperator<AgentObservations.Builder> options, Listener... beside) {
    Tracer tracer = spans.get("test");
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(
                    bridge, new OtelPropagator(ContextPropagators.noop(), tracer)),
                new DefaultTracingObservationHandler(bridge)));
    observations = options.apply(AgentObservations.builder(registry).tokenUsage(meters)).build();
    Recollect.Builder builder = builder(home).embeddingModel(embedding);
    List.of(beside).forEach(builder::listener);
    memory = builder.listener(observations).open();
  }

  static Recollect.Builder builder(Path home) {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .set("memory.state.backend", "inmemory")
        .set("memory.recall.backend", "inmemory")
        .set("memory.archival.backend", "inmemory");
  }

  AgentBuilder agent(String name, ChatModel model) {
    return Agent.builder(memory, model).name(name);
  }

  /** Returns the spans that have ended, as they began. */
  List<SpanData> spans() {
    return exporter.getFinishedSpanItems().stream()
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  List<SpanData> spans(String operation) {
    return spans().stream()
        .filter(span -> operation.equals(attribute(span, GenAi.OPERATION)))
        .toList();
  }

  SpanData span(String operation) {
    return spans(operation).getFirst();
  }

  static String attribute(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  /** Returns the names of all spans, each below what it is a part of. */
  List<String> tree() {
    List<String> lines = new ArrayList<>();
    List<SpanData> all = spans();
    all.stream()
        .filter(span -> parent(span, all) == null)
        .forEach(root -> add(root, "", all, lines));
    return lines;
  }

  private static void add(SpanData span, String indent, List<SpanData> all, List<String> lines) {
    lines.add(indent + span.getName());
    all.stream()
        .filter(child -> span.equals(parent(child, all)))
        .forEach(child -> add(child, indent + "  ", all, lines));
  }

  static SpanData parent(SpanData span, List<SpanData> all) {
    return all.stream()
        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    memory.close();
    spans.close();
  }
}
