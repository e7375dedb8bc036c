package dev.recollect.observability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** What SLF4J is bound to in these tests: keeps the lines that are written, with the MDC. */
public final class RecordingLogs implements SLF4JServiceProvider {

  /** A line that was written. */
  record Line(String logger, Level level, String text, Map<String, String> context) {}

  private static final List<Line> LINES = new CopyOnWriteArrayList<>();

  private final BasicMDCAdapter context = new BasicMDCAdapter();

  /** Returns the lines of an agent, in order. */
  static List<Line> of(String agent) {
    return LINES.stream().filter(line -> agent.equals(line.context().get("agent"))).toList();
  }

  static List<Line> all() {
    return List.copyOf(LINES);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Recorder::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return new BasicMarkerFactory();
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {
    // nothing to prepare
  }

  private final class Recorder extends LegacyAbstractLogger implements Logger {

    Recorder(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Recorder.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      Map<String, String> copy = context.getCopyOfContextMap();
      LINES.add(new Line(name, level, message, copy == null ? Map.of() : Map.copyOf(copy)));
    }
  }
}
