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
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Loads tokeniser and weights from the class path, each on a thread of its own. */
final class EncoderLoader {

  private EncoderLoader() {}

  /**
   * Starts loading and returns at once: the weights take most of a second, in which a program that
   * starts has other things to do.
   */
  static CompletableFuture<SentenceEncoder> start() {
    CompletableFuture<WordPieces> wordPieces =
        CompletableFuture.supplyAsync(EncoderLoader::wordPieces, thread("tokenizer"));
    return CompletableFuture.supplyAsync(EncoderLoader::session, thread("weights"))
        .thenCombine(
            wordPieces,
            (session, pieces) ->
                new SentenceEncoder(OrtEnvironment.getEnvironment(), session, pieces))
        .exceptionallyCompose(fault -> CompletableFuture.failedFuture(explain(fault)));
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

  private static WordPieces wordPieces() {
    TokenizerEnvironment.prepare();
    try (InputStream json = resource(BgeSmall.TOKENIZER_RESOURCE).openStream()) {
      return new WordPieces(
          HuggingFaceTokenizer.newInstance(
              json, Map.of("truncation", "false", "padding", "false")));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static OrtSession session() {
    try (OrtSession.SessionOptions options = options()) {
      return OrtEnvironment.getEnvironment().createSession(weights(), options);
    } catch (IOException | OrtException e) {
      throw new CompletionException(e);
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

  private static ByteBuffer weights() throws IOException {
    URLConnection connection = resource(BgeSmall.MODEL_RESOURCE).openConnection();
    try (ReadableByteChannel channel = Channels.newChannel(connection.getInputStream())) {
      ByteBuffer weights = ByteBuffer.allocateDirect(connection.getContentLength());
      while (weights.hasRemaining() && channel.read(weights) >= 0) {
        // The loop reads.
      }
      return weights.flip();
    }
  }

  private static URL resource(String name) {
    URL url = EncoderLoader.class.getResource(name);
    if (url == null) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the embedding model " + name + " is not on the class path; add " + BgeSmall.ARTIFACT);
    }
    return url;
  }

  private static MemoryException explain(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    return switch (cause) {
      case MemoryException known -> known;
      case IOException unreadable ->
          new MemoryException(
              ErrorKind.UNAVAILABLE,
              "the embedding model could not be unpacked: " + unreadable.getMessage(),
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
