package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files of a model in a folder, as sentence-transformers lays it out: {@code
 * tokenizer.json}, one ONNX file there or in the folder {@code onnx}, and perhaps the pooling in
 * {@code 1_Pooling/config.json}.
 */
final class ModelFolder {

  private static final Pattern CLS = enabled("pooling_mode_cls_token");
  private static final Pattern MEAN = enabled("pooling_mode_mean_tokens");

  /** Files that a message names. */
  private static final int SHOWN = 10;

  private final Path folder;

  private ModelFolder(Path folder) {
    this.folder = folder;
  }

  private static Pattern enabled(String mode) {
    return Pattern.compile("\"" + mode + "\"\\s*:\\s*true");
  }

  /**
   * Returns the files.
   *
   * @param given what the settings say
   * @throws MemoryException CONFIGURATION naming what is missing and what is there
   */
  static FolderFiles files(Path folder, OnnxSettings given) {
    if (!Files.isDirectory(folder)) {
      throw wrong(
          "the embedding model's folder "
              + folder.toAbsolutePath()
              + " does not exist; name one"
              + " with an ONNX file and tokenizer.json");
    }
    ModelFolder found = new ModelFolder(folder.toAbsolutePath().normalize());
    return new FolderFiles(
        found.graph(given), found.tokenizer(), found.pooling(given), given.window());
  }

  private Path graph(OnnxSettings given) {
    return given
        .file()
        .map(this::named)
        .orElseGet(() ->
            only(".onnx")
                .or(() -> in("onnx").only(".onnx"))
                .orElseThrow(() -> missing("no ONNX file")));
  }

  private Path named(String file) {
    Path graph = folder.resolve(file).normalize();
    if (!Files.isRegularFile(graph)) {
      throw missing("no file " + file);
    }
    return graph;
  }

  private ModelFolder in(String name) {
    return new ModelFolder(folder.resolve(name));
  }

  private Path tokenizer() {
    return only("tokenizer.json").orElseThrow(() -> missing("no tokenizer.json"));
  }

  /** A file that is called nothing else goes before those whose names only end so. */
  private Optional<Path> only(String ending) {
    List<Path> found = list(file -> name(file).endsWith(ending));
    Optional<Path> plain =
        found.stream()
            .filter(file -> name(file).equals(ending) || name(file).equals("model" + ending))
            .findFirst();
    if (plain.isEmpty() && found.size() > 1) {
      throw wrong(
          folder
              + " has several files: "
              + names(found)
              + "; name one in embedding.onnx.file, or leave one there");
    }
    return plain.or(() -> found.stream().findFirst());
  }

  private Pooling pooling(OnnxSettings given) {
    return given
        .pooling()
        .orElseGet(() -> {
          Path config = folder.resolve("1_Pooling").resolve("config.json");
          return Files.isRegularFile(config) ? written(config) : Pooling.MEAN;
        });
  }

  private static Pooling written(Path config) {
    String text = read(config);
    boolean cls = CLS.matcher(text).find();
    if (cls == MEAN.matcher(text).find()) {
      throw wrong(
          config
              + " asks for a pooling that is neither mean nor cls alone; say which comes nearest"
              + " in embedding.onnx.pooling, or choose another model");
    }
    return cls ? Pooling.CLS : Pooling.MEAN;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, file + " cannot be read: " + e, e);
    }
  }

  private List<Path> list(Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, folder + " cannot be listed: " + e, e);
    }
  }

  private MemoryException missing(String what) {
    return wrong(
        "the embedding model's folder "
            + folder
            + " has "
            + what
            + "; it needs an ONNX file, there or in onnx/, and tokenizer.json. It has: "
            + names(list(file -> true)));
  }

  private static String names(List<Path> files) {
    String shown =
        files.stream().limit(SHOWN).map(ModelFolder::name).collect(Collectors.joining(", "));
    return files.isEmpty() ? "no files" : shown + (files.size() > SHOWN ? ", …" : "");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static MemoryException wrong(String message) {
    return new MemoryException(ErrorKind.CONFIGURATION, message);
  }
}
