package dev.recollect.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Makes names for agents that nobody named: two words such as {@code quiet-harbour}. */
final class AgentNames {

  private static final List<String> FIRST =
      List.of(
          "amber", "brisk", "calm", "clear", "cosy", "crisp", "early", "fair", "gentle", "golden",
          "green", "hazel", "kind", "light", "lively", "mellow", "mild", "misty", "nimble",
          "patient", "placid", "quiet", "rosy", "silver", "snug", "sunny", "swift", "tidy",
          "velvet", "warm", "wide", "young");

  private static final List<String> SECOND =
      List.of(
          "anchor", "aspen", "beacon", "birch", "brook", "cedar", "cove", "delta", "fern", "fjord",
          "garden", "grove", "harbour", "heron", "island", "lagoon", "lantern", "linnet", "maple",
          "meadow", "orchard", "otter", "pebble", "petrel", "poplar", "river", "sparrow", "spruce",
          "summit", "thicket", "valley", "willow");

  private static final int TRIES = 200;

  private final RandomGenerator random;

  /** Creates names that depend on the numbers given alone. */
  AgentNames(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a name that is free; with a number behind it when most names are taken. */
  String next(Predicate<String> taken) {
    String name = pair();
    for (int attempt = 1; attempt < TRIES && taken.test(name); attempt++) {
      name = pair();
    }
    String unique = name;
    for (int number = 2; taken.test(unique); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  private String pair() {
    return FIRST.get(random.nextInt(FIRST.size()))
        + "-"
        + SECOND.get(random.nextInt(SECOND.size()));
  }
}
