package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What versions of the server this backend works with. */
final class ServerVersion {

  /** Collections keep metadata since then. */
  static final String OLDEST = "1.16.0";

  private static final int OLDEST_MINOR = 16;
  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\b.*");

  /** What Qdrant says of itself; whatever else speaks its protocol says something else. */
  private static final String TITLE = "qdrant - vector search engine";

  private ServerVersion() {}

  /** Returns what a server is, in the words of its own unless it is Qdrant. */
  static String describe(HealthCheckReply server) {
    return server.getTitle().equals(TITLE)
        ? "Qdrant " + server.getVersion()
        : server.getTitle() + " (protocol of Qdrant " + server.getVersion() + ")";
  }

  /**
   * Returns normally if a server of that version can be used.
   *
   * @throws MemoryException INCOMPATIBLE naming both versions
   */
  static void require(ServerAddress address, String version) {
    Matcher matcher = VERSION.matcher(version);
    boolean known =
        matcher.matches()
            && matcher.group(1).equals("1")
            && Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR;
    if (!known) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "Qdrant at "
              + address
              + " is of version '"
              + version
              + "'; "
              + OLDEST
              + " or later is needed, below 2");
    }
  }
}
