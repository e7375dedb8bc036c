package dev.recollect.memory.tck.oracle;

import java.security.SecureRandom;
import java.util.Iterator;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.JqwikException;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/**
 * Checks a property on random values of jqwik's arbitraries, inside any JUnit test: contracts are
 * inherited and nested Jupiter classes, which jqwik's own engine does not run.
 *
 * <p>A failure names the seed and a small value that fails; {@code -Dtck.seed=} repeats it.
 */
public final class Tries {

  /** System property that fixes the seed. */
  public static final String SEED = "tck.seed";

  private static final int SHRINKING_STEPS = 300;

  private Tries() {}

  /** Checks a property on that many values, drawn from a seed. */
  public static <T> void forAll(long seed, int tries, Arbitrary<T> values, Consumer<T> property) {
    forAll(seed, new Random(seed), tries, values, property);
  }

  /**
   * Checks a property on that many values.
   *
   * @param seed what the numbers began with, which a failure names
   * @param random the numbers, from where they are
   */
  public static <T> void forAll(
      long seed, Random random, int tries, Arbitrary<T> values, Consumer<T> property) {
    JqwikSession.run(() -> {
      RandomGenerator<T> generator = values.generator(tries, true);
      for (int count = 1; count <= tries; count++) {
        check(generator.next(random), property, "try " + count + ", -D" + SEED + "=" + seed);
      }
    });
  }

  /** Returns the seed given by the system property, otherwise a fresh one. */
  public static long seed() {
    Long given = Long.getLong(SEED);
    return given != null ? given : new SecureRandom().nextLong();
  }

  private static <T> void check(Shrinkable<T> value, Consumer<T> property, String where) {
    Throwable failure = failure(value, property);
    if (failure != null) {
      Counterexample<T> smallest = shrunk(new Counterexample<>(value, failure), property);
      throw new AssertionError(
          "fails for " + smallest.value().value() + " (" + where + ")", smallest.failure());
    }
  }

  private static <T> Counterexample<T> shrunk(Counterexample<T> found, Consumer<T> property) {
    Counterexample<T> smallest = found;
    Iterator<Shrinkable<T>> candidates = smallest.value().shrink().iterator();
    for (int step = 0; step < SHRINKING_STEPS && candidates.hasNext(); step++) {
      Shrinkable<T> candidate = candidates.next();
      Throwable failure = failure(candidate, property);
      if (failure != null) {
        smallest = new Counterexample<>(candidate, failure);
        candidates = candidate.shrink().iterator();
      }
    }
    return smallest;
  }

  private static <T> @Nullable Throwable failure(Shrinkable<T> value, Consumer<T> property) {
    try {
      property.accept(value.value());
      return null;
    } catch (JqwikException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }

  private record Counterexample<T>(Shrinkable<T> value, Throwable failure) {}
}
