package dev.recollect.backend.pgvector;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/** Connections of the driver whose bytes are counted, in both directions together. */
public final class CountingSockets extends SocketFactory {

  /** The driver makes the factory by its name, so that there is no other way to ask it. */
  private static final AtomicLong BYTES = new AtomicLong();

  /** Creates the factory; the driver does. */
  public CountingSockets() {}

  static long bytes() {
    return BYTES.get();
  }

  @Override
  public Socket createSocket() {
    return new CountingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("the driver connects later");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private static final class CountingSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new CountingInput(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new CountingOutput(super.getOutputStream());
    }
  }

  private static final class CountingInput extends FilterInputStream {
    CountingInput(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      BYTES.addAndGet(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      BYTES.addAndGet(Math.max(0, count));
      return count;
    }
  }

  private static final class CountingOutput extends FilterOutputStream {
    CountingOutput(OutputStream output) {
      super(output);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      BYTES.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      BYTES.addAndGet(length);
    }
  }
}
