package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default model's files, laid into folders as users would lay theirs. */
class ModelFolderTest {

  private static final String SENTENCE = "Sam's boat is called Petrel.";

  @TempDir static Path files;
  @TempDir Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    copy(KnownModel.BGE_SMALL.weights(), files.resolve("weights"));
    copy(KnownModel.BGE_SMALL.tokenizer(), files.resolve("tokenizer"));
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream content = ModelFolderTest.class.getResourceAsStream(resource)) {
      Files.copy(content, to);
    }
  }

  private void put(String file, String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.createLink(target, files.resolve(file));
  }

  private static EmbeddingModel open(Path path, Map<String, String> values) {
    OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider();
    return provider.open(
        new ModelContext(FakeSettings.of(provider.settings(), values), path.toString()));
  }

  private float[] embed(Map<String, String> values) {
    try (EmbeddingModel model = open(folder, values)) {
      return model.embed(List.of(SENTENCE), CallOptions.none()).getFirst();
    }
  }

  private String identity(Map<String, String> values) {
    try (EmbeddingModel model = open(folder, values)) {
      return model.identity().toString();
    }
  }

  private void assertRefused(ThrowingCallable call, String... said) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(said));
  }

  @Test
  void open_withClsPooling_givesTheVectorsOfTheBuiltInModel() throws IOException {
    put("weights", "model.onnx");
    put("tokenizer", "tokenizer.json");
    try (EmbeddingModel builtIn = OnnxEmbeddingModel.open(1)) {
      assertThat(embed(Map.of("pooling", "cls")))
          .isEqualTo(builtIn.embed(List.of(SENTENCE), CallOptions.none()).getFirst());
    }
  }

  @Test
  void open_withoutAWordOnPooling_takesTheMeanOfAllTokens() throws Exception {
    put("weights", "model.onnx");
    put("tokenizer", "tokenizer.json");

    assertThat(embed(Map.of())).containsExactly(meanByHand(), within(1e-5f));
  }

  /** The same by another way: the bare libraries. */
  private static float[] meanByHand() throws Exception {
    long[] tokens = tokens();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    long[] shape = {1, tokens.length};
    try (OrtSession session = environment.createSession(files.resolve("weights").toString());
        OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[tokens.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      float[][] vectors = ((float[][][]) result.get(0).getValue())[0];
      double[] sum = new double[vectors[0].length];
      for (float[] vector : vectors) {
        for (int index = 0; index < sum.length; index++) {
          sum[index] += vector[index];
        }
      }
      double norm = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
      float[] unit = new float[sum.length];
      for (int index = 0; index < unit.length; index++) {
        unit[index] = (float) (sum[index] / norm);
      }
      return unit;
    }
  }

  private static long[] tokens() throws IOException {
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(
            files.resolve("tokenizer"), Map.of("padding", "false", "truncation", "false"))) {
      return tokenizer.encode(SENTENCE).getIds();
    }
  }

  @Test
  void open_folderOfSentenceTransformers_isUnderstood() throws IOException {
    put("weights", "onnx/model_quantized.onnx");
    put("tokenizer", "tokenizer.json");
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling/config.json"),
        "{\"pooling_mode_cls_token\" : true, \"pooling_mode_mean_tokens\": false}");

    assertThat(identity(Map.of())).matches("onnx-folder/sha256-[0-9a-f]{12}/as-in-file/cls/384");
    assertThat(identity(Map.of("pooling", "mean"))).endsWith("/mean/384");
  }

  @Test
  void open_unpackedJar_isUnderstood() throws IOException {
    put("weights", "bge-small-en-v1.5-q.onnx");
    put("tokenizer", "bge-small-en-v1.5-q-tokenizer.json");
    Files.writeString(folder.resolve("README"), "more");

    assertThat(embed(Map.of("pooling", "cls"))).hasSize(384);
  }

  @Test
  void identity_dependsOnFilesPoolingAndWindow_notOnTheFolder() throws IOException {
    put("weights", "model.onnx");
    put("tokenizer", "tokenizer.json");
    String before = identity(Map.of());
    Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-moved"));
    try (EmbeddingModel model = open(moved, Map.of())) {
      assertThat(model.identity()).hasToString(before);
    }
    Files.move(moved, folder);
    assertThat(identity(Map.of("window", "128")))
        .isEqualTo(before.replace("/mean/", "/mean-window128/"));

    Files.delete(folder.resolve("tokenizer.json"));
    String json = Files.readString(files.resolve("tokenizer"));
    Files.writeString(folder.resolve("tokenizer.json"), json + "\n");
    assertThat(identity(Map.of())).isNotEqualTo(before);

    String withWeightsBeside = identity(Map.of());
    Files.writeString(folder.resolve("model.onnx_data"), "x");
    assertThat(identity(Map.of())).isNotEqualTo(withWeightsBeside);
  }

  @Test
  void maximumTokens_isTheWindowWithoutMarks() throws IOException {
    put("weights", "model.onnx");
    put("tokenizer", "tokenizer.json");
    try (EmbeddingModel model = open(folder, Map.of("window", "64"))) {
      assertThat(model.maximumTokens()).isEqualTo(62);
      assertThat(model.countTokens(SENTENCE)).isEqualTo(9);
    }
  }

  @Test
  void open_folderThatIsNotThereOrEmpty_saysWhatItNeeds() throws IOException {
    assertRefused(
        () -> open(folder.resolve("absent"), Map.of()),
        folder.resolve("absent").toString(),
        "does not exist");
    assertRefused(() -> open(folder, Map.of()), "has no ONNX file", "It has: no files");
    put("weights", "model.onnx");
    assertRefused(() -> open(folder, Map.of()), "has no tokenizer.json", "It has: model.onnx");
  }

  @Test
  void open_severalOnnxFiles_asksWhich() throws IOException {
    put("weights", "model_int8.onnx");
    put("weights", "model_fp16.onnx");
    put("tokenizer", "tokenizer.json");

    assertRefused(
        () -> open(folder, Map.of()), "model_fp16.onnx, model_int8.onnx", "embedding.onnx.file");
    assertThat(embed(Map.of("file", "model_int8.onnx"))).hasSize(384);
    assertRefused(() -> open(folder, Map.of("file", "other.onnx")), "has no file other.onnx");
  }

  @Test
  void open_filesThatAreNotWhatTheyAreCalled_areNamedAtTheFirstUse() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "no graph");
    put("tokenizer", "tokenizer.json");
    assertRefused(
        () -> identity(Map.of()),
        folder.resolve("model.onnx") + " is no ONNX model that can be loaded");

    Files.delete(folder.resolve("model.onnx"));
    Files.delete(folder.resolve("tokenizer.json"));
    put("weights", "model.onnx");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertRefused(() -> identity(Map.of()), "tokenizer.json of the embedding model onnx:" + folder);
  }

  @Test
  void open_graphsWithOtherInputsOrOutputs_areRefusedNamingThem() throws IOException {
    put("tokenizer", "tokenizer.json");
    Files.write(folder.resolve("model.onnx"), TinyGraph.identity("pixels", "last_hidden_state", 3));
    assertRefused(() -> identity(Map.of()), "has the inputs [pixels INT64", "input_ids");

    Files.write(folder.resolve("model.onnx"), TinyGraph.identity("input_ids", "logits", 2));
    assertRefused(() -> identity(Map.of()), "has the outputs [logits FLOAT", "last_hidden_state");
  }

  @Test
  void open_unknownPooling_namesThoseThereAre() throws IOException {
    put("weights", "model.onnx");
    put("tokenizer", "tokenizer.json");
    assertRefused(() -> open(folder, Map.of("pooling", "max")), "'max'; it must be mean or cls");
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling/config.json"), "{\"pooling_mode_max_tokens\": true}");
    assertRefused(() -> open(folder, Map.of()), "1_Pooling", "embedding.onnx.pooling");
  }
}
