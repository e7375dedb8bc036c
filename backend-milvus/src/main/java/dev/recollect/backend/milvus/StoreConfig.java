package dev.recollect.backend.milvus;

import java.time.Duration;
import java.util.Optional;

/**
 * What the settings say.
 *
 * @param location where the store lies
 * @param token what logs in, if anything: an API key, or user and password with a colon
 * @param database the database there
 * @param prefix what the names of all collections begin with
 * @param index how dense vectors are indexed; empty if the server's kind decides
 * @param indexValues the numbers of that index
 * @param partitions of a new collection
 * @param connectionTimeout longest time until the server answers at open
 * @param timeout longest time of a call without a deadline
 */
record StoreConfig(
    Location location,
    Optional<String> token,
    String database,
    String prefix,
    Optional<Boolean> index,
    IndexConfig indexValues,
    int partitions,
    Duration connectionTimeout,
    Duration timeout) {

  /** Returns the configuration without its secret. */
  @Override
  public String toString() {
    return "StoreConfig[" + location + ", database " + database + ", prefix " + prefix + "]";
  }
}
