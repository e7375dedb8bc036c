package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens {@link OnnxEmbeddingModel} under the id {@code onnx}: alone or as {@code onnx:bge-small},
 * as {@code onnx:minilm}, or from a folder, {@code onnx:/path/to/folder}.
 */
public final class OnnxEmbeddingModelProvider implements EmbeddingModelProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public OnnxEmbeddingModelProvider() {}

  @Override
  public String id() {
    return "onnx";
  }

  @Override
  public String description() {
    return "Sentence embeddings in this process: "
        + KnownModel.list()
        + ", or a folder with an ONNX file and tokenizer.json, onnx:/path/to/folder.";
  }

  @Override
  public List<Setting> settings() {
    return OnnxSettings.ALL;
  }

  @Override
  public EmbeddingModel open(ModelContext context) {
    OnnxSettings settings = new OnnxSettings(context.settings());
    String name = context.modelName().orElse(KnownModel.BGE_SMALL.shortName());
    return OnnxEmbeddingModel.open(files(name, settings), settings.threads());
  }

  private static ModelFiles files(String name, OnnxSettings settings) {
    if (isPath(name)) {
      return ModelFolder.files(path(name), settings);
    }
    KnownModel known =
        KnownModel.named(name)
            .orElseThrow(() ->
                new MemoryException(
                    ErrorKind.CONFIGURATION,
                    "embedding model onnx:"
                        + name
                        + " is unknown; there are "
                        + KnownModel.list()
                        + " and folders, onnx:/path/to/folder"));
    settings.requireNoneOfAFolder("onnx:" + name);
    return ResourceFiles.of(known);
  }

  private static boolean isPath(String name) {
    return name.startsWith(".") || name.startsWith("~") || name.matches(".*[/\\\\].*");
  }

  private static Path path(String name) {
    try {
      boolean ofUser = name.equals("~") || name.startsWith("~/");
      return ofUser ? Path.of(System.getProperty("user.home") + name.substring(1)) : Path.of(name);
    } catch (InvalidPathException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "embedding model onnx:" + name + " is no path of a folder: " + e.getReason(),
          e);
    }
  }
}
