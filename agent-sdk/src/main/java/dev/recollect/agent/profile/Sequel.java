package dev.recollect.agent.profile;

import java.util.List;

/**
 * How a turn goes on after a step.
 *
 * @param goesOn whether the model is asked again
 * @param heartbeats why, one event each; may be empty
 */
public record Sequel(boolean goesOn, List<String> heartbeats) {

  /** The model is asked again, without being told why. */
  static final Sequel ON = new Sequel(true, List.of());

  /** Copies the reasons. */
  public Sequel {
    heartbeats = List.copyOf(heartbeats);
  }
}
