package dev.recollect.memory.core.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out which jar a provider comes from, also when its class cannot be loaded. */
final class ServiceFiles {

  private ServiceFiles() {}

  /** Returns the jar or folder of a class. */
  static String location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "an unknown place"
        : shown(source.getLocation());
  }

  /** Returns the places of the service files that list a class which an error names. */
  static String origin(ClassLoader loader, Class<?> service, Throwable error) {
    String message = String.valueOf(error.getMessage());
    try {
      String places =
          Collections.list(loader.getResources("META-INF/services/" + service.getName())).stream()
              .filter(file -> message.contains(file.toString()) || listsNamed(file, message))
              .map(ServiceFiles::shown)
              .collect(Collectors.joining(" or "));
      return places.isEmpty() ? "an unknown place" : places;
    } catch (IOException e) {
      return "an unreadable place";
    }
  }

  private static boolean listsNamed(URL file, String message) {
    return lines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .anyMatch(name -> !name.isEmpty() && message.contains(name));
  }

  private static List<String> lines(URL file) {
    try {
      URLConnection connection = file.openConnection();
      // What is cached stays open after the plugin was closed.
      connection.setUseCaches(false);
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        return reader.lines().toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String shown(URL url) {
    String text = url.toString();
    return text.startsWith("file:") ? url.getPath() : text;
  }
}
