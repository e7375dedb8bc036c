package dev.recollect.agent;

import dev.recollect.agent.loop.AnswerCheck;
import dev.recollect.agent.text.Cut;
import dev.recollect.agent.tool.AnswerShape;
import dev.recollect.agent.tool.UnreadableAnswerException;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.util.Optional;

/** An answer that is a record: what the model is told of it, and how it is read. */
final class StructuredAnswer<T extends Record> implements AnswerCheck {

  private static final int SHOWN = 500;

  private final AnswerShape<T> shape;
  private final String name;

  StructuredAnswer(Class<T> type) {
    this.shape = Annotations.answer(type);
    this.name = type.getSimpleName();
  }

  /** Returns what the model is told. */
  String note() {
    return "Answer what was just said with one JSON object and nothing else, as this JSON Schema has"
        + " it: "
        + shape.schema();
  }

  @Override
  public Optional<String> fault(String answer) {
    try {
      var unused = shape.read(answer);
      return Optional.empty();
    } catch (UnreadableAnswerException e) {
      return Optional.of("Your answer was not as it must be: " + e.getMessage() + " " + note());
    }
  }

  /** Returns the record that an answer holds. */
  T read(String answer) {
    try {
      return shape.read(answer);
    } catch (UnreadableAnswerException e) {
      throw new MemoryException(
          ErrorKind.INVALID,
          "the model's answer is no %s, also not when asked again: %s The turn is kept; it answered: %s"
              .formatted(name, e.getMessage(), Cut.plain(answer, SHOWN)),
          new WriteOutcome.Applied(),
          e);
    }
  }
}
