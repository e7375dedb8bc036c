package dev.recollect.agent.loop;

import dev.recollect.memory.api.model.ChatDelta;
import java.util.function.Consumer;

/** Hands pieces of an answer on as they arrive. Not thread-safe. */
final class Sink implements Consumer<ChatDelta> {

  private final TurnOutput output;
  private final boolean answers;
  private boolean used;

  Sink(TurnOutput output, boolean answers) {
    this.output = output;
    this.answers = answers;
  }

  @Override
  public void accept(ChatDelta delta) {
    used = true;
    switch (delta) {
      case ChatDelta.Text text -> output.text(text.text(), answers);
    }
  }

  /** Returns whether anything has arrived. */
  boolean used() {
    return used;
  }
}
