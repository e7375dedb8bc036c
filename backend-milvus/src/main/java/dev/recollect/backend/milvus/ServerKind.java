package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import io.milvus.grpc.ClientInfo;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.ServerInfo;
import io.milvus.grpc.ShowCollectionsRequest;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of server answers.
 *
 * @param lite whether it is Milvus Lite
 * @param version what it says of itself
 */
record ServerKind(boolean lite, String version) {

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");
  private static final int MAJOR = 2;
  private static final int MINOR = 5;

  /**
   * Asks a server, which also shows whether it accepts the login and has the database.
   *
   * @throws MemoryException UNAVAILABLE, AUTHENTICATION, CONFIGURATION; INCOMPATIBLE if it is too
   *     old
   */
  static ServerKind ask(Rpc rpc, CallOptions options) {
    ServerInfo info =
        rpc.read(
                Method.CONNECT,
                ConnectRequest.newBuilder()
                    .setClientInfo(
                        ClientInfo.newBuilder()
                            .setSdkType("Java")
                            .setSdkVersion("2.6.22")
                            .setUser("")
                            .setHost("")
                            .setLocalTime(Instant.now().toString()))
                    .build(),
                options)
            .getServerInfo();
    String version =
        rpc.read(Method.VERSION, GetVersionRequest.getDefaultInstance(), options).getVersion();
    boolean lite = info.getBuildTags().startsWith("milvus_lite") || version.contains("lite");
    rpc.read(Method.COLLECTIONS, ShowCollectionsRequest.getDefaultInstance(), options);
    if (!lite) {
      requireNewEnough(version);
    }
    return new ServerKind(lite, version);
  }

  /** What looks like no version is a build of somebody's own. */
  static void requireNewEnough(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the server is Milvus " + version + "; this backend needs 2.5 or later");
    }
  }

  String name() {
    return (lite ? "Milvus Lite " : "Milvus ") + version.replaceFirst("^milvus_lite-", "");
  }
}
