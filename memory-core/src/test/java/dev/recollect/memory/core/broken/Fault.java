package dev.recollect.memory.core.broken;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A deliberate fault and the test of the contract that must fail because of it.
 *
 * @param name what the faulty backend does
 * @param contract name of the nested class of the contract that has the test
 * @param test name of the test
 * @param breaks makes a right backend wrong
 */
record Fault(String name, String contract, String test, UnaryOperator<Backend> breaks) {

  /** Returns a fault of collections. */
  static Fault ofCollections(
      String name, String contract, String test, UnaryOperator<RecordCollection> breaks) {
    return new Fault(
        name,
        contract,
        test,
        right ->
            new ForwardingBackend(right) {
              @Override
              public RecordCollection openCollection(CollectionSpec spec) {
                return breaks.apply(super.openCollection(spec));
              }
            });
  }

  /** Returns a fault of the state store. */
  static Fault ofState(
      String name, String contract, String test, UnaryOperator<StateStore> breaks) {
    return new Fault(
        name,
        contract,
        test,
        right ->
            new ForwardingBackend(right) {
              @Override
              public Optional<StateStore> state() {
                return super.state().map(breaks);
              }
            });
  }

  @Override
  public String toString() {
    return name;
  }
}
