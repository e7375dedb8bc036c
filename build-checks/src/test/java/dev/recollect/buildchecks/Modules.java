package dev.recollect.buildchecks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules of the project, their packages, and their classes as they stand on the class path.
 */
final class Modules {

  /**
   * A module.
   *
   * @param artifact the artifact id, which is also the folder's name
   * @param root the package that all its classes stand in or below
   * @param name what its jar says as Automatic-Module-Name
   * @param published whether memory-bom lists it
   */
  record Module(String artifact, String root, String name, boolean published) {

    /** The packages of this module, in ArchUnit's notation. */
    String packages() {
      return root + "..";
    }

    /** Where this module stands on the class path: a jar, or target/classes without packaging. */
    Optional<Path> location() {
      return classPath().filter(this::isAt).findFirst();
    }

    private boolean isAt(Path entry) {
      Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-\\d[^/]*\\.jar");
      return entry.endsWith(Path.of(artifact, "target", "classes"))
          || (jar.matcher(entry.getFileName().toString()).matches()
              && entry.getParent().endsWith(Path.of(artifact, "target")))
          || entry
              .toString()
              .replace(File.separatorChar, '/')
              .contains("dev/recollect/" + artifact + "/");
    }

    @Override
    public String toString() {
      return artifact;
    }
  }

  static final Module MEMORY_API = published("memory-api", "dev.recollect.memory.api");
  static final Module MEMORY_TCK = published("memory-tck", "dev.recollect.memory.tck");
  static final Module MEMORY_CORE = published("memory-core", "dev.recollect.memory.core");
  static final Module EMBEDDINGS_ONNX =
      published("embeddings-onnx", "dev.recollect.embeddings.onnx");
  static final Module BACKEND_LUCENE = published("backend-lucene", "dev.recollect.backend.lucene");
  static final Module BACKEND_PGVECTOR =
      published("backend-pgvector", "dev.recollect.backend.pgvector");
  static final Module BACKEND_QDRANT = published("backend-qdrant", "dev.recollect.backend.qdrant");
  static final Module BACKEND_MILVUS = published("backend-milvus", "dev.recollect.backend.milvus");
  static final Module AGENT_SDK = published("agent-sdk", "dev.recollect.agent");
  static final Module INGEST = published("ingest", "dev.recollect.ingest");
  static final Module OBSERVABILITY = published("observability", "dev.recollect.observability");
  static final Module RECOLLECT_STARTER = published("recollect-starter", "dev.recollect.starter");
  static final Module MODEL_OPENAI = published("model-openai", "dev.recollect.model.openai");
  static final Module CLI = published("cli", "dev.recollect.cli");
  static final Module EXAMPLES = unpublished("examples", "dev.recollect.examples");
  static final Module BENCHMARKS = unpublished("benchmarks", "dev.recollect.benchmarks");

  /** All modules with classes but this one. */
  static final List<Module> ALL =
      List.of(
          MEMORY_API,
          MEMORY_TCK,
          MEMORY_CORE,
          EMBEDDINGS_ONNX,
          BACKEND_LUCENE,
          BACKEND_PGVECTOR,
          BACKEND_QDRANT,
          BACKEND_MILVUS,
          AGENT_SDK,
          INGEST,
          OBSERVABILITY,
          RECOLLECT_STARTER,
          MODEL_OPENAI,
          CLI,
          EXAMPLES,
          BENCHMARKS);

  /** Whoever is found by id: backends, embeddings and models. They see the API and nothing else. */
  static final List<Module> PROVIDERS =
      List.of(
          EMBEDDINGS_ONNX,
          BACKEND_LUCENE,
          BACKEND_PGVECTOR,
          BACKEND_QDRANT,
          BACKEND_MILVUS,
          MODEL_OPENAI);

  /** The classes of all modules, tests left out, each module read where it stands. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              ALL.stream()
                  .map(Module::location)
                  .flatMap(Optional::stream)
                  .map(Modules::location)
                  .toList());

  private Modules() {}

  /** Every module that is published. */
  static List<Module> allPublished() {
    return ALL.stream().filter(Module::published).toList();
  }

  /** The packages of every module but the given ones, in ArchUnit's notation. */
  static String[] packagesOfAllBut(Module... allowed) {
    List<Module> forbidden = new ArrayList<>(ALL);
    forbidden.removeAll(Arrays.asList(allowed));
    return forbidden.stream().map(Module::packages).toArray(String[]::new);
  }

  /** The classes that were read from a module, whatever package they are in. */
  static List<JavaClass> classesOf(Module module) {
    String location = module.location().orElseThrow().toUri().getRawPath();
    return CLASSES.stream()
        .filter(type -> type.getSource().orElseThrow().getUri().toString().contains(location))
        .toList();
  }

  /** The number of class files in a module, counted without ArchUnit. */
  static long classFilesOf(Module module) throws IOException {
    Path location = module.location().orElseThrow();
    if (Files.isDirectory(location)) {
      try (Stream<Path> files = Files.walk(location)) {
        return files.filter(file -> isClassFile(file.getFileName().toString())).count();
      }
    }
    try (JarFile jar = new JarFile(location.toFile())) {
      return jar.stream().filter(entry -> isClassFile(entry.getName())).count();
    }
  }

  private static boolean isClassFile(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  /** ArchUnit takes a path for a folder, and a jar only as a jar. */
  private static Location location(Path path) {
    try {
      return Files.isDirectory(path) ? Location.of(path) : Location.of(new JarFile(path.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> classPath() {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(entries.split(Pattern.quote(File.pathSeparator)))
        .map(Path::of)
        .filter(Files::exists);
  }

  private static Module published(String artifact, String root) {
    return new Module(artifact, root, root, true);
  }

  private static Module unpublished(String artifact, String root) {
    return new Module(artifact, root, root, false);
  }
}
