package dev.recollect.observability;

import dev.recollect.memory.api.model.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts the tokens of models, if there is where to. Thread-safe. */
final class TokenUsage {

  /** The buckets that the conventions ask for. */
  private static final double[] BUCKETS = {
    1,
    4,
    16,
    64,
    256,
    1_024,
    4_096,
    16_384,
    65_536,
    262_144,
    1_048_576,
    4_194_304,
    16_777_216,
    67_108_864
  };

  private final @Nullable MeterRegistry meters;

  TokenUsage(@Nullable MeterRegistry meters) {
    this.meters = meters;
  }

  /** Counts what a request took; a part that the model does not tell is no measurement. */
  void count(ObservedModel model, Usage usage) {
    count(model, "input", usage.inputTokens());
    count(model, "output", usage.outputTokens());
  }

  private void count(ObservedModel model, String type, long tokens) {
    if (meters == null || tokens <= 0) {
      return;
    }
    DistributionSummary.builder(GenAi.TOKEN_USAGE)
        .description("Number of input and output tokens used.")
        .tag(GenAi.OPERATION, "chat")
        .tag(GenAi.PROVIDER, model.provider())
        .tag(GenAi.REQUEST_MODEL, model.name())
        .tag(GenAi.TOKEN_TYPE, type)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record((double) tokens);
  }
}
