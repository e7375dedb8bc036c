package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.contract.ServerFixture;
import dev.recollect.memory.tck.server.TcpProxy;

/**
 * A schema of a database with the stand-in, reached through a proxy that can hang and die. The
 * schema goes with the database.
 */
final class StandInFixture extends ServerFixture {

  StandInFixture(StandInDatabase database) {
    super(
        new PostgresmlProvider(),
        TcpProxy.before(database.authority()),
        // Graphs are no other code than pgvector's, whose contract has them, and cost most of a
        // write.
        port ->
            database.settings(
                "url",
                database.url("127.0.0.1:" + port),
                "connection.timeout",
                "5s",
                "index",
                "false"));
  }

  @Override
  public boolean wholeBatches() {
    return true;
  }
}
