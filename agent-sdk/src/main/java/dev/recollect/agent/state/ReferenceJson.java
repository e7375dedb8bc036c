package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.value.Evidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@link Reference} as it stands in JSON. */
record ReferenceJson(
    Reference.Tier tier,
    String id,
    String speaker,
    @Nullable String origin,
    String text,
    Instant occurredAt,
    Evidence evidence) {

  static ReferenceJson of(Reference reference) {
    return new ReferenceJson(
        reference.tier(),
        reference.id(),
        reference.speaker(),
        reference.origin().isEmpty() ? null : reference.origin(),
        reference.text(),
        reference.occurredAt(),
        reference.evidence());
  }

  Reference toReference() {
    String document = origin == null ? "" : origin;
    return new Reference(tier, id, speaker, document, text, occurredAt, evidence);
  }
}
