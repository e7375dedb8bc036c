package dev.recollect.memory.tck.contract;

/**
 * Whoever knows how to open the backend under test: a contract that stands alone, or all of them.
 */
public abstract class FixtureSource {

  /** Creates a source. */
  protected FixtureSource() {}

  /** Returns a new, empty place for the backend's data; called once a test. */
  protected abstract BackendFixture newFixture();
}
