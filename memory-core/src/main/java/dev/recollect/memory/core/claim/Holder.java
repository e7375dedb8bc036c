package dev.recollect.memory.core.claim;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who runs a turn: an agent object in a process of a host.
 *
 * @param host name of the host, and the space of process ids on it
 * @param processId id of the process
 * @param startedAt when the process started, ISO-8601; tells a process from a later one with its id
 * @param instance which agent object of the process
 */
public record Holder(String host, long processId, String startedAt, String instance) {

  /** Start times that two ways of asking give for one process differ by less. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Returns the name of the host, for people. */
  public String hostForPeople() {
    return host.replaceFirst("#.*", "");
  }

  /** Returns a new holder in this process. */
  public static Holder here() {
    long id = ProcessHandle.current().pid();
    String started =
        startOf(id)
            .orElse(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()))
            .toString();
    return new Holder(hostName(), id, started, UUID.randomUUID().toString());
  }

  /** Returns whether both are in the same process. */
  public boolean sameProcess(Holder other) {
    return host.equals(other.host)
        && processId == other.processId
        && near(Instant.parse(startedAt), Instant.parse(other.startedAt));
  }

  /**
   * Returns whether the process is provably gone: it was on the observer's host, where no process
   * has that id and start time now.
   */
  public boolean goneAsSeenBy(Holder observer) {
    if (!host.equals(observer.host) || sameProcess(observer)) {
      return false;
    }
    if (ProcessHandle.of(processId).isEmpty()) {
      return true;
    }
    return startOf(processId).map(now -> !near(now, Instant.parse(startedAt))).orElse(false);
  }

  private static Optional<Instant> startOf(long id) {
    return ProcessHandle.of(id).flatMap(process -> process.info().startInstant());
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(TOLERANCE) < 0;
  }

  /** Returns the host and, where there are several on it, the space in which process ids count. */
  private static String hostName() {
    try {
      Path space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip() + "#" + space;
    } catch (IOException | UnsupportedOperationException e) {
      return resolvedHostName();
    }
  }

  private static String resolvedHostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // Such a host has no name to be told apart by; turns of it are taken over at their deadline.
      return "unknown-" + UUID.randomUUID();
    }
  }
}
