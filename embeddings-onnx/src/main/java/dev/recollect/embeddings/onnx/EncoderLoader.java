package dev.recollect.embeddings.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Loads tokeniser and weights, each on a thread of its own. */
final class EncoderLoader {

  private final ModelFiles files;

  private EncoderLoader(ModelFiles files) {
    this.files = files;
  }

  /**
   * Starts loading and returns at once: the weights take most of a second, in which a program that
   * starts has other things to do.
   */
  static CompletableFuture<SentenceEncoder> start(ModelFiles files) {
    EncoderLoader loader = new EncoderLoader(files);
    CompletableFuture<WordPieces> wordPieces =
        CompletableFuture.supplyAsync(loader::wordPieces, thread("tokenizer"));
    CompletableFuture<Graph> graph =
        CompletableFuture.supplyAsync(loader::graph, thread("weights"));
    return graph
        .thenCombine(wordPieces, loader::encoder)
        .exceptionallyCompose(fault -> {
          var unusedGraph = graph.thenAccept(Graph::close);
          var unusedPieces = wordPieces.thenAccept(WordPieces::close);
          return CompletableFuture.failedFuture(loader.explain(fault));
        });
  }

  private static Executor thread(String what) {
    return task -> {
      Thread thread =
          Thread.ofPlatform().daemon().name("recollect-embedding-" + what).unstarted(task);
      // DJL looks its native library up by the thread's class loader.
      thread.setContextClassLoader(EncoderLoader.class.getClassLoader());
      thread.start();
    };
  }

  private SentenceEncoder encoder(Graph graph, WordPieces wordPieces) {
    try {
      return new SentenceEncoder(
          graph, wordPieces, files.identity(graph.dimension()), files.pooling(), files.window());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private WordPieces wordPieces() {
    TokenizerEnvironment.prepare();
    try (InputStream json = files.tokenizer()) {
      return WordPieces.of(files.name(), tokenizer(json));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private HuggingFaceTokenizer tokenizer(InputStream json) throws IOException {
    try {
      return HuggingFaceTokenizer.newInstance(
          json, Map.of("truncation", "false", "padding", "false"));
    } catch (RuntimeException e) {
      // The native library throws nothing better; linkage errors go their own way.
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the tokenizer.json of the embedding model " + files.name() + " cannot be used: " + e,
          e);
    }
  }

  private Graph graph() {
    try (OrtSession.SessionOptions options = options()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new Graph(files.name(), environment, session(environment, options));
    } catch (IOException | OrtException e) {
      throw new CompletionException(e);
    }
  }

  private OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws IOException, OrtException {
    return switch (files.weights()) {
      case Weights.InMemory memory -> environment.createSession(memory.content(), options);
      case Weights.InFile file -> ofFile(environment, file, options);
    };
  }

  private OrtSession ofFile(
      OrtEnvironment environment, Weights.InFile file, OrtSession.SessionOptions options) {
    try {
      return environment.createSession(file.path().toString(), options);
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          file.path() + " is no ONNX model that can be loaded: " + e.getMessage(),
          e);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "recollect");
    environment.setTelemetry(false);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    // A run stays on its caller's thread: parallel texts keep every processor busier than parallel
    // operators do, and a vector does not depend on how many processors there are.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
    // Both keep memory for every length of text seen, and measured no faster.
    options.setMemoryPatternOptimization(false);
    options.setCPUArenaAllocator(false);
    return options;
  }

  private MemoryException explain(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    return switch (cause) {
      case MemoryException known -> known;
      case IOException unreadable ->
          new MemoryException(
              ErrorKind.UNAVAILABLE,
              "the embedding model "
                  + files.name()
                  + " could not be unpacked or read: "
                  + unreadable.getMessage(),
              unreadable);
      default ->
          new MemoryException(
              ErrorKind.UNSUPPORTED,
              "the embedding model onnx does not run on this machine ("
                  + System.getProperty("os.name")
                  + " "
                  + System.getProperty("os.arch")
                  + "), whose native libraries must load from "
                  + System.getProperty("java.io.tmpdir")
                  + "; choose another with memory.embedding.model: "
                  + cause,
              cause);
    };
  }
}
