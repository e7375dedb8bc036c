package dev.recollect.benchmarks.client;

import dev.recollect.memory.api.spi.Backend;

/** A server with a backend and a plain client, both of which see the same collections. */
interface MeasuredStore {

  /** Opens the backend, on collections of the measurement's own. */
  Backend open();

  /** Connects the plain client to the same collections. */
  PlainClient client();

  /** Does what an operator does after a load: lets the index be finished. */
  void settle(String collection) throws Exception;
}
