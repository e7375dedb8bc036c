package dev.recollect.backend.qdrant;

/**
 * Where a server is.
 *
 * @param host name or number, an IPv6 number without brackets
 * @param port of gRPC
 * @param tls whether the connection is encrypted
 */
record ServerAddress(String host, int port, boolean tls) {

  /** Qdrant's port of gRPC, unless it is told otherwise. */
  static final int GRPC_PORT = 6334;

  /** Qdrant's port of HTTP, where no gRPC is spoken. */
  static final int HTTP_PORT = 6333;

  ServerAddress withPort(int other) {
    return new ServerAddress(host, other, tls);
  }

  /** Returns whether what is sent there does not leave this machine. */
  boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
