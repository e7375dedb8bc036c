package dev.recollect.backend.pgvector;

import com.pgvector.PGvector;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the connections that the pool keeps. Each knows the type {@code vector} from the start, and
 * says that it is valid without asking the server: the pool would ask on a caller's thread, where
 * neither its deadline nor its cancellation counts, so {@link Connections} does it.
 */
final class PhysicalConnections extends PGSimpleDataSource {

  /** A statement goes to the server by name from its fifth use on a connection; 0 for never. */
  private static final String PREPARED_FROM = "5";

  private static final long serialVersionUID = 1L;

  private final transient Login login;
  private final transient Properties properties;
  private final AtomicInteger connecting = new AtomicInteger();
  private volatile boolean refusing;

  PhysicalConnections(Login login, Duration connectionTimeout, boolean pooler) {
    this.login = login;
    this.properties = login.properties();
    long seconds = Math.max(1, connectionTimeout.plusMillis(999).toSeconds());
    properties.putIfAbsent(PGProperty.LOGIN_TIMEOUT.getName(), Long.toString(seconds));
    properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), Long.toString(seconds));
    properties.putIfAbsent(PGProperty.CANCEL_SIGNAL_TIMEOUT.getName(), "2");
    properties.putIfAbsent(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "recollect");
    properties.putIfAbsent(PGProperty.SOCKET_FACTORY.getName(), BriefSockets.class.getName());
    properties.putIfAbsent(PGProperty.PREPARE_THRESHOLD.getName(), pooler ? "0" : PREPARED_FROM);
  }

  /** A connection that knows when it was last of use. */
  interface Tracked extends Connection {
    /** Returns the time since the connection was last seen alive. */
    Duration silence();

    /** Says that the server has just answered. */
    void heard();
  }

  /** Connects without the pool, before pgvector's types need to be there. */
  Connection plain() throws SQLException {
    Connection connection = new Driver().connect(login.address().jdbcUrl(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not accept the address " + login.address());
    }
    return connection;
  }

  @Override
  public Connection getConnection() throws SQLException {
    connecting.incrementAndGet();
    try {
      return tracked(plain());
    } finally {
      connecting.decrementAndGet();
    }
  }

  /** Returns whether a connection is just being made. */
  boolean isConnecting() {
    return connecting.get() > 0;
  }

  /** Makes no more connections: nobody would close one that is ready when its pool is gone. */
  void refuse() {
    refusing = true;
  }

  private Connection tracked(Connection connection) throws SQLException {
    PGvector.registerTypes(connection);
    if (refusing) {
      connection.close();
      throw new SQLException("the store has been closed");
    }
    return (Connection)
        Proxy.newProxyInstance(
            PhysicalConnections.class.getClassLoader(),
            new Class<?>[] {Tracked.class},
            new Tracker(connection));
  }

  private static final class Tracker implements InvocationHandler {
    private final Connection connection;
    private volatile long heard = System.nanoTime();

    Tracker(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      return switch (method.getName()) {
        case "silence" -> Duration.ofNanos(System.nanoTime() - heard);
        case "heard" -> {
          heard = System.nanoTime();
          yield null;
        }
        case "isValid" -> !connection.isClosed();
        default -> delegate(method, arguments);
      };
    }

    private @Nullable Object delegate(Method method, Object @Nullable [] arguments)
        throws Throwable {
      try {
        return method.invoke(connection, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }

  /** The pool derives it from how long it waits, which is not how long a login may take. */
  @Override
  public void setLoginTimeout(int seconds) {}
}
