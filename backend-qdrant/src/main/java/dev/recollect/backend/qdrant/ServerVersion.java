package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What versions of the server this backend works with. */
final class ServerVersion {

  /** Collections keep metadata since then. */
  static final String OLDEST = "1.16.0";

  private static final int OLDEST_MINOR = 16;
  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\b.*");

  private ServerVersion() {}

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
