package dev.recollect.memory.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real echo server on loopback behind the proxy. */
@Timeout(30)
class TcpProxyTest {

  private static final int SILENCE_MILLIS = 200;

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void startServerAndProxy() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
    proxy = new TcpProxy("127.0.0.1", echo.getLocalPort());
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket client = echo.accept();
        Thread.ofPlatform().daemon().start(() -> echoTo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echoTo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client is gone, which the test sees.
    }
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(SILENCE_MILLIS);
    return client;
  }

  private static int echoed(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }

  @Test
  void proxy_undisturbed_passesBytesBothWays() throws IOException {
    try (Socket one = connect();
        Socket other = connect()) {
      assertThat(echoed(one, 1)).isEqualTo(1);
      assertThat(echoed(other, 2)).isEqualTo(2);
      assertThat(echoed(one, 255)).isEqualTo(255);
    }
  }

  @Test
  void pause_openConnection_isSilentUntilResumed() throws IOException {
    try (Socket client = connect()) {
      assertThat(echoed(client, 1)).isEqualTo(1);
      proxy.pause();
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> echoed(client, 2));
      proxy.resume();
      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void pause_newConnection_isAcceptedAndSilentUntilResumed() throws IOException {
    proxy.pause();
    try (Socket client = connect()) {
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> echoed(client, 3));
      proxy.resume();
      assertThat(client.getInputStream().read()).isEqualTo(3);
    }
  }

  @Test
  void stop_endsConnectionsAndRefusesNewOnes() throws IOException {
    try (Socket client = connect()) {
      assertThat(echoed(client, 1)).isEqualTo(1);
      proxy.stop();
      assertThat(readsEndOrFails(client)).isTrue();
      assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
    }
  }

  private static boolean readsEndOrFails(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return !(e instanceof SocketTimeoutException);
    }
  }

  @Test
  void start_afterStop_servesOnTheSamePort() throws IOException {
    int port = proxy.port();
    proxy.stop();
    proxy.start();
    assertThat(proxy.port()).isEqualTo(port);
    try (Socket client = connect()) {
      assertThat(echoed(client, 4)).isEqualTo(4);
    }
  }
}
