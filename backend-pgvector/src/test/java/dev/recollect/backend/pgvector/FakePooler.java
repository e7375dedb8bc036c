package dev.recollect.backend.pgvector;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake of a pooler in transaction mode: between two transactions of a client it runs {@code
 * DISCARD ALL}, so that settings and prepared statements of the session are lost, as they are when
 * the next transaction gets another connection.
 */
final class FakePooler implements AutoCloseable {

  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final AtomicInteger discarded = new AtomicInteger();

  FakePooler(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns how often a session was emptied. */
  int discarded() {
    return discarded.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(host, port)) {
      new Conversation(client, server).run();
    } catch (IOException e) {
      // One side is gone; closing both tells the other.
      return;
    }
  }

  /** One client's connection: its messages go on as they are, a cleaning comes between. */
  private final class Conversation {
    private final DataInputStream fromClient;
    private final DataOutputStream toClient;
    private final DataInputStream fromServer;
    private final DataOutputStream toServer;

    Conversation(Socket client, Socket server) throws IOException {
      fromClient = new DataInputStream(client.getInputStream());
      toClient = new DataOutputStream(client.getOutputStream());
      fromServer = new DataInputStream(server.getInputStream());
      toServer = new DataOutputStream(server.getOutputStream());
    }

    void run() throws IOException {
      start();
      boolean idle = false;
      while (true) {
        byte[] request = message(fromClient);
        if (idle && request[0] != 'X') {
          discard();
        }
        idle = false;
        toServer.write(request);
        toServer.flush();
        if (request[0] == 'S' || request[0] == 'Q') {
          idle = answer();
        }
      }
    }

    /** Passes on the first message, which has no type, and the login. */
    private void start() throws IOException {
      int length = fromClient.readInt();
      byte[] rest = fromClient.readNBytes(length - 4);
      toServer.writeInt(length);
      toServer.write(rest);
      toServer.flush();
      while (true) {
        byte[] answer = message(fromServer);
        toClient.write(answer);
        toClient.flush();
        if (answer[0] == 'Z' || answer[0] == 'E') {
          return;
        }
        if (answer[0] == 'R' && wantsAnswer(answer)) {
          toServer.write(message(fromClient));
          toServer.flush();
        }
      }
    }

    /** Authentication 0 is "done" and 12 "last word of SCRAM"; the others are questions. */
    private static boolean wantsAnswer(byte[] authentication) {
      return authentication[8] != 0 && authentication[8] != 12;
    }

    /** Passes on answers until the server is ready; returns whether no transaction is open. */
    private boolean answer() throws IOException {
      while (true) {
        byte[] answer = message(fromServer);
        toClient.write(answer);
        if (answer[0] == 'Z') {
          toClient.flush();
          return answer[5] == 'I';
        }
      }
    }

    private void discard() throws IOException {
      byte[] query = "DISCARD ALL\0".getBytes(StandardCharsets.US_ASCII);
      toServer.writeByte('Q');
      toServer.writeInt(query.length + 4);
      toServer.write(query);
      toServer.flush();
      while (message(fromServer)[0] != 'Z') {}
      discarded.incrementAndGet();
    }

    private static byte[] message(DataInputStream in) throws IOException {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      int length = in.readInt();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream message = new DataOutputStream(bytes);
      message.writeByte(type);
      message.writeInt(length);
      message.write(in.readNBytes(length - 4));
      return bytes.toByteArray();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
