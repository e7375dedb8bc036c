package dev.recollect.backend.pgvector;

import java.time.Duration;

/**
 * How a store is opened. Immutable; prints no secret.
 *
 * @param login where and as whom
 * @param schema name of the schema that holds the tables
 * @param prefix what the tables' names begin with
 * @param index how vectors are indexed
 * @param poolSize most connections at a time
 * @param connectionTimeout longest time to wait for a connection
 * @param timeout longest time of a transaction of a call that has no deadline
 * @param pooler whether a pooler between here and the server changes the session under a connection
 */
record StoreConfig(
    Login login,
    String schema,
    String prefix,
    IndexConfig index,
    int poolSize,
    Duration connectionTimeout,
    Duration timeout,
    boolean pooler) {}
