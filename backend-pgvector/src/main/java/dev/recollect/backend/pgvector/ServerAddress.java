package dev.recollect.backend.pgvector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a database is; what errors call it.
 *
 * @param authority {@code host:port}, or several of them with commas between
 * @param database name of the database
 */
record ServerAddress(String authority, String database) {

  /** Returns the address as the driver wants it, without user, password or parameters. */
  String jdbcUrl() {
    return "jdbc:postgresql://"
        + authority
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return authority + "/" + database;
  }
}
