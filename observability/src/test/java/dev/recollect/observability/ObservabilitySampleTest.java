package dev.recollect.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/observability.md, run. */
class ObservabilitySampleTest {

  @Test
  void samples_run(@TempDir Path home) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    MeterRegistry meters = new SimpleMeterRegistry();
    try (OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setTracerProvider(
                    SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        Recollect memory = open(home, registry(sdk, meters), meters);
        Agent agent =
            Agent.builder(memory, new ScriptedChatModel().say("Hello.")).name("sample").create()) {
      agent.send("Hi");
      assertThat(exporter.getFinishedSpanItems())
          .extracting(span -> span.getName())
          .contains("invoke_agent sample", "chat scripted");
      assertThat(meters.find(GenAi.OPERATION_DURATION).timers()).isNotEmpty();
      assertThat(RecordingLogs.of("sample")).hasSize(2);
    }
  }

  private static Recollect open(Path home, ObservationRegistry registry, MeterRegistry meters) {
    Recollect.Builder builder = Observed.builder(home).embeddingModel(new FakeEmbeddingModel());
    return observed(builder, registry, meters);
  }

  // tag::listen[]
  static Recollect observed(
      Recollect.Builder builder, ObservationRegistry registry, MeterRegistry meters) {
    return builder
        .listener(AgentObservations.builder(registry).tokenUsage(meters).build())
        .listener(TurnLog.create())
        .open();
  }

  // end::listen[]

  // tag::registry[]
  static ObservationRegistry registry(OpenTelemetry telemetry, MeterRegistry meters) {
    Tracer tracer = telemetry.getTracer("my-application");
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(
                    bridge, new OtelPropagator(telemetry.getPropagators(), tracer)),
                new DefaultTracingObservationHandler(bridge)));
    return registry;
  }
  // end::registry[]
}
