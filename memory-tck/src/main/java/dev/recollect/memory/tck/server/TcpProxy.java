package dev.recollect.memory.tck.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port on loopback that stands for a server and can hang or die while the server goes on. Point a
 * backend at {@link #port()} instead of the server, and hand the proxy to the contract.
 * Thread-safe.
 *
 * <p>Bytes pass unchanged, so TLS works; a certificate is checked against the proxy's address,
 * {@code 127.0.0.1}.
 */
public final class TcpProxy implements ServerControl, AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BACKLOG = 200;

  private final InetSocketAddress server;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private boolean paused;
  private @Nullable Listener listener;

  /** Starts a proxy of a server, which need not run yet, on a free port. */
  public TcpProxy(String host, int port) {
    this.server = new InetSocketAddress(host, port);
    this.port = listen(0).socket().getLocalPort();
  }

  /**
   * Starts a proxy of a server, which need not run yet, on a free port.
   *
   * @param address host and port of the server, with a colon between
   */
  public static TcpProxy before(String address) {
    int colon = address.lastIndexOf(':');
    return new TcpProxy(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Returns the port to connect to. */
  public int port() {
    return port;
  }

  private Listener listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
      Listener opened = new Listener(socket, inBackground(() -> acceptFrom(socket)));
      synchronized (gate) {
        listener = opened;
      }
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread inBackground(Runnable work) {
    return Thread.ofPlatform().daemon().name("tcp-proxy").start(work);
  }

  private void acceptFrom(ServerSocket open) {
    while (!open.isClosed()) {
      try {
        Socket client = open.accept();
        sockets.add(client);
        inBackground(() -> serve(client));
      } catch (IOException e) {
        // Closed by stop, or a client that went away at once: whether to go on is asked above.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = new Socket()) {
      sockets.add(upstream);
      awaitResumed();
      upstream.connect(server);
      // Otherwise small answers wait some 40 ms for a packet to be full.
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      inBackground(() -> pump(client, upstream));
      pump(upstream, client);
    } catch (IOException e) {
      // Either side is gone; closing both tells the other.
    } finally {
      sockets.remove(client);
    }
  }

  /** Passes on what comes from one side until it ends, then ends the other. */
  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitResumed();
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // As in serve.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void awaitResumed() throws IOException {
    synchronized (gate) {
      while (paused) {
        try {
          gate.wait();
        } catch (InterruptedException e) {
          throw new IOException("interrupted while paused", e);
        }
      }
    }
  }

  @Override
  public void pause() {
    synchronized (gate) {
      paused = true;
    }
  }

  @Override
  public void resume() {
    synchronized (gate) {
      paused = false;
      gate.notifyAll();
    }
  }

  @Override
  public void stop() {
    Listener open;
    synchronized (gate) {
      open = listener;
      listener = null;
    }
    if (open != null) {
      open.close();
    }
    sockets.forEach(TcpProxy::closeQuietly);
    sockets.clear();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not used again, whatever is wrong with it.
    }
  }

  @Override
  public void start() {
    boolean stopped;
    synchronized (gate) {
      stopped = listener == null;
    }
    if (stopped) {
      listen(port);
    }
  }

  /** Ends all connections and frees the port. */
  @Override
  public void close() {
    stop();
    resume();
  }

  private record Listener(ServerSocket socket, Thread acceptor) {

    /** Frees the port: it stays taken until the thread that accepts has noticed. */
    void close() {
      closeQuietly(socket);
      try {
        acceptor.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
