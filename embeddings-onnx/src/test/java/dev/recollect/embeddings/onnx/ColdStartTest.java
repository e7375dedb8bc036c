package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.CallOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the native libraries in processes of their own, as they load once a process. */
class ColdStartTest {

  @TempDir Path folder;

  @Test
  void open_always_asksNoNetwork() throws Exception {
    assertThat(run("-Duser.home=" + folder)).contains("dimension 384").contains("asked []");
  }

  @Test
  void open_homeThatDoesNotExist_unpacksBelowTheTemporaryFolderAndCleansUp() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    String output = run("-Duser.home=" + folder.resolve("none"), "-Djava.io.tmpdir=" + temporary);

    assertThat(output).contains("dimension 384");
    // ONNX Runtime leaves an empty folder of its own behind.
    assertThat(temporary).isDirectoryNotContaining("glob:**/recollect-tokenizer*");
  }

  @Test
  void close_whileTheModelLoads_leavesNothingNativeAtWork() throws Exception {
    assertThat(run("-Duser.home=" + folder, "-Dloading=true")).contains("at work []");
  }

  @Test
  void open_cacheFolderThatIsAFile_unpacksBelowTheTemporaryFolder() throws Exception {
    Files.writeString(folder.resolve(".djl.ai"), "in the way");

    assertThat(run("-Duser.home=" + folder)).contains("dimension 384");
  }

  @Test
  void open_nowhereToUnpack_isUnavailableAndNamesTheFolder() throws Exception {
    Path none = folder.resolve("none");

    assertThat(run("-Duser.home=" + none, "-Djava.io.tmpdir=" + none))
        .contains("MemoryException")
        .contains(none.toString());
  }

  @Test
  void open_contextClassLoaderOfOthers_findsTheLibrary() throws Exception {
    assertThat(run("-Duser.home=" + folder, "-Dforeign=true")).contains("dimension 384");
  }

  @Test
  void open_whereNobodyLogs_printsNothingAboutLogging() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("slf4j-nop"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(runOn(classPath, "-Duser.home=" + folder))
        .contains("dimension 384")
        .doesNotContain("SLF4J");
    assertThat(runOn(classPath, "-Duser.home=" + folder, "-Dslf4j.internal.verbosity=INFO"))
        .as("who asks for it is told")
        .contains("SLF4J");
  }

  private static String run(String... options) throws IOException, InterruptedException {
    return runOn(System.getProperty("java.class.path"), options);
  }

  private static String runOn(String classPath, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(classPath);
    command.add(Main.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      String text = output.lines().reduce("", (left, right) -> left + right + "\n");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return text;
    }
  }

  /** Embeds one sentence and prints the protocols of all addresses that anybody made. */
  static final class Main {
    public static void main(String[] arguments) {
      Set<String> asked = new ConcurrentSkipListSet<>();
      URL.setURLStreamHandlerFactory(protocol -> {
        asked.add(protocol);
        return null;
      });
      if (Boolean.getBoolean("foreign")) {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      }
      if (Boolean.getBoolean("loading")) {
        OnnxEmbeddingModel.open().close();
        System.out.println("at work " + loaders());
        return;
      }
      try (OnnxEmbeddingModel model = OnnxEmbeddingModel.open()) {
        List<float[]> vectors = model.embed(List.of("a sentence"), CallOptions.none());
        System.out.println("dimension " + vectors.get(0).length);
      }
      asked.retainAll(Set.of("http", "https"));
      System.out.println("asked " + asked);
    }

    /** A process that ends while a thread is in native code may crash instead. */
    private static List<String> loaders() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("recollect-embedding-"))
          .filter(thread -> List.of(thread.getStackTrace()).toString().contains("EncoderLoader"))
          .map(Thread::getName)
          .toList();
    }
  }
}
