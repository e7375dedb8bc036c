package dev.recollect.buildchecks;

import dev.recollect.buildchecks.Modules.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Maven repository with what an outsider gets of this project: the published modules, the
 * versions and the poms they name. The jars are those that this build has just made.
 */
final class PublishedRepository {

  private static final Path PROJECT = Path.of("..");
  private static final List<String> MODULES =
      Modules.allPublished().stream().map(Module::artifact).toList();

  private final Path folder;
  private final String version;

  private PublishedRepository(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /** Returns whether the modules have jars: `mvn test` packages nothing. */
  static boolean isPossible() throws IOException {
    String version = projectVersion();
    return MODULES.stream().allMatch(module -> Files.isRegularFile(jar(module, version)));
  }

  /** Publishes into a folder. */
  static PublishedRepository publish(Path folder) throws IOException {
    PublishedRepository repository = new PublishedRepository(folder, projectVersion());
    repository.add("recollect-parent", ".pom", PROJECT.resolve("pom.xml"));
    repository.add("memory-bom", ".pom", PROJECT.resolve("memory-bom/pom.xml"));
    for (String module : MODULES) {
      repository.add(module, ".pom", PROJECT.resolve(module).resolve("pom.xml"));
      repository.add(module, ".jar", jar(module, repository.version));
    }
    return repository;
  }

  private static Path jar(String module, String version) {
    return PROJECT.resolve(module).resolve("target").resolve(module + "-" + version + ".jar");
  }

  private static String projectVersion() throws IOException {
    return Pattern.compile("<version>([^<]+)</version>")
        .matcher(Files.readString(PROJECT.resolve("pom.xml")))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private void add(String artifact, String ending, Path file) throws IOException {
    Path place = folder.resolve("dev/recollect").resolve(artifact).resolve(version);
    Files.createDirectories(place);
    Files.copy(
        file,
        place.resolve(artifact + "-" + version + ending),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns where it is. */
  Path folder() {
    return folder;
  }
}
