package dev.recollect.agent.fact;

import dev.recollect.agent.offline.Statements;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;

/** Finds facts by the grammar of the offline model. */
final class RuleExtractor implements FactExtractor {

  @Override
  public List<Fact> extract(
      RecalledMessage message, List<RecalledMessage> before, CallOptions options) {
    options.check();
    String said =
        before.reversed().stream()
            .filter(earlier -> earlier.message().role() == Role.USER)
            .map(RecalledMessage::text)
            .findFirst()
            .orElse("");
    return Statements.of(message.text(), said).stream()
        .filter(statement -> statement.length() <= Fact.SENTENCE)
        .limit(FACTS)
        .map(RuleExtractor::fact)
        .toList();
  }

  /** What a statement was said after belongs to its sentence, but not to what it tells. */
  private static Fact fact(String statement) {
    Fact read = FactReader.read(Statements.alone(statement));
    return Fact.builder(statement)
        .entity(read.entity())
        .attribute(read.attribute())
        .value(read.value())
        .build();
  }
}
