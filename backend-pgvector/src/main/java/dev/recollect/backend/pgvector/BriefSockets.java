package dev.recollect.backend.pgvector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Makes sockets that wait a second at most for what is unsent when they are closed. Without that
 * bound the close of an encrypted one waits for a write that a hanging server does not take. Public
 * because the driver makes one by its name.
 */
public final class BriefSockets extends SocketFactory {

  private static final int LINGER_SECONDS = 1;

  /** Creates a factory; called by the driver. */
  public BriefSockets() {}

  private static Socket brief(Socket socket) throws SocketException {
    socket.setSoLinger(true, LINGER_SECONDS);
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return brief(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return brief(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return brief(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return brief(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return brief(new Socket(host, port, local, localPort));
  }
}
