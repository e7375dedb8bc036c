package dev.recollect.memory.core.internal.wiring;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.core.fake.HookedState;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LogicalCollectionsTest {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final HookedState state = new HookedState();
  private final Backend backend = new FakeBackendProvider("kept").content();
  private final LogicalCollections collections = new LogicalCollections(state, "onnx", "english");

  private static Function<String, CollectionSpec> spec(String embedding, String analysis) {
    return name ->
        CollectionSpec.builder(name)
            .embeddingIdentity(embedding)
            .analysisIdentity(analysis)
            .dense("content", 4)
            .sparse("content")
            .build();
  }

  private static final Function<String, CollectionSpec> SPEC = spec("model-a", "english");

  @Test
  void open_first_createsAndKeepsThePhysicalName() {
    String name = collections.open("recall", backend, SPEC).spec().name();

    assertThat(name).isEqualTo("recall_1");
    assertThat(state.get("collection/recall", OPTIONS).orElseThrow().value()).isEqualTo("recall_1");
  }

  @Test
  void open_again_usesTheNameInTheState() {
    state.commit(
        List.of(new StateChange.Put("collection/recall", "recall_7", StateChange.ABSENT)), OPTIONS);

    assertThat(collections.open("recall", backend, SPEC).spec().name()).isEqualTo("recall_7");
  }

  @Test
  void open_whileAnotherProcessNamesItToo_usesTheOthersName() {
    state.beforeCommit(() ->
        state
            .store()
            .commit(
                List.of(new StateChange.Put("collection/recall", "theirs_1", StateChange.ABSENT)),
                OPTIONS));

    assertThat(collections.open("recall", backend, SPEC).spec().name()).isEqualTo("theirs_1");
  }

  @Test
  void open_withANewField_addsIt() {
    collections.open("recall", backend, SPEC);

    CollectionSpec opened =
        collections
            .open(
                "recall",
                backend,
                name -> SPEC.apply(name).toBuilder().field("mood", PayloadType.TEXT).build())
            .spec();

    assertThat(opened.fields()).containsKey("mood");
  }

  @Test
  void open_otherEmbedding_namesBothAndTheSettingThatRestoresTheOldOne() {
    collections.open("recall", backend, SPEC);
    LogicalCollections other = new LogicalCollections(state, "openai:large", "english");

    assertThatThrownBy(() -> other.open("recall", backend, spec("model-b", "english")))
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessage(
            "the recall memory was written with the embedding model model-a and is opened with"
                + " model-b; memory.embedding.model = onnx opens it as before. Nothing was"
                + " changed.");
  }

  @Test
  void open_otherEmbeddingThanCodeBrought_saysToBringItAgain() {
    new LogicalCollections(state, "", "english").open("recall", backend, SPEC);

    assertThatThrownBy(() -> collections.open("recall", backend, spec("model-b", "english")))
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("set memory.embedding.model to the old model, or hand it to the");
  }

  @Test
  void open_otherLanguage_namesBothAndTheSettingThatRestoresTheOldOne() {
    new LogicalCollections(state, "onnx", "german")
        .open("recall", backend, spec("model-a", "german-lucene/1"));

    assertThatThrownBy(() -> collections.open("recall", backend, SPEC))
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessage(
            "the texts of the recall memory were analysed by german-lucene/1 and are now by"
                + " english; memory.analysis.language = german opens it as before. Nothing was"
                + " changed.");
  }

  @Test
  void open_otherLanguageThanBeforeThereWasAChoice_saysEnglish() {
    collections.open("recall", backend, SPEC);
    StateEntry entry = state.get("collection/recall/analysis", OPTIONS).orElseThrow();
    state.commit(List.of(new StateChange.Delete(entry.key(), entry.version())), OPTIONS);
    LogicalCollections german = new LogicalCollections(state, "onnx", "german");

    assertThatThrownBy(() -> german.open("recall", backend, spec("model-a", "german-lucene/1")))
        .hasMessageContaining("memory.analysis.language = english opens it as before");
  }

  @Test
  void open_sameLanguageOfAnotherRevision_saysToRestoreTheVersion() {
    collections.open("recall", backend, SPEC);

    assertThatThrownBy(() -> collections.open("recall", backend, spec("model-a", "english/2")))
        .hasMessageContaining(
            "memory.analysis.language = english then as now, so restore its version");
  }

  @Test
  void open_otherFailure_isPassedOn() {
    MemoryException down = new MemoryException(ErrorKind.UNAVAILABLE, "down");
    state.beforeCommit(() -> {
      throw down;
    });

    assertThatThrownBy(() -> collections.open("recall", backend, SPEC)).isSameAs(down);
  }
}
