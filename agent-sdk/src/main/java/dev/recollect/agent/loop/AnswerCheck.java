package dev.recollect.agent.loop;

import java.util.Optional;

/** Tells what is wrong with an answer, for the model. */
@FunctionalInterface
public interface AnswerCheck {

  /** Returns what is wrong; empty if nothing is. */
  Optional<String> fault(String answer);
}
