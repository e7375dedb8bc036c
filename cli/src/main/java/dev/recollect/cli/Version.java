package dev.recollect.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Tells the version from the manifest of the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"recollect " + current()};
  }

  /** Returns the version, {@code development} when not run from the jar. */
  static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
