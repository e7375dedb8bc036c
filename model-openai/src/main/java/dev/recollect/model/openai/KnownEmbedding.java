package dev.recollect.model.openai;

import java.util.Arrays;
import java.util.Optional;

/** OpenAI's embedding models, as their maker describes them. */
enum KnownEmbedding {
  SMALL("text-embedding-3-small", 1_536, true),
  LARGE("text-embedding-3-large", 3_072, true),
  ADA("text-embedding-ada-002", 1_536, false);

  /** What each of them reads at once; documented as 8,192, and 8,191 by older pages. */
  static final int TOKENS = 8_191;

  private final String model;
  private final int dimension;
  private final boolean shortens;

  KnownEmbedding(String model, int dimension, boolean shortens) {
    this.model = model;
    this.dimension = dimension;
    this.shortens = shortens;
  }

  static Optional<KnownEmbedding> named(String model) {
    return Arrays.stream(values()).filter(known -> known.model.equals(model)).findFirst();
  }

  int dimension() {
    return dimension;
  }

  /** Returns whether it can give vectors of so many dimensions. */
  boolean gives(int wanted) {
    return wanted == dimension || (shortens && wanted < dimension);
  }

  /** Returns in words what it gives. */
  String dimensions() {
    return model + " has " + dimension + (shortens ? " or fewer" : "") + " dimensions";
  }
}
