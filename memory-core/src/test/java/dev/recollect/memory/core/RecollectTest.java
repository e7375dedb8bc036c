package dev.recollect.memory.core;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.ManualClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecollectTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path home;

  private final FakeEmbeddingModel embedding = new FakeEmbeddingModel();

  private Recollect.Builder builder() {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .clock(new ManualClock(NOW))
        .embeddingModel(embedding);
  }

  private Recollect.Builder on(FakeBackendProvider... providers) {
    Recollect.Builder builder = builder();
    for (FakeBackendProvider provider : providers) {
      builder.backendProvider(provider);
    }
    return builder
        .set("memory.recall.backend", providers[0].id())
        .set("memory.archival.backend", providers[0].id());
  }

  private Recollect.Builder inMemory() {
    return builder()
        .set("memory.recall.backend", "inmemory")
        .set("memory.archival.backend", "inmemory");
  }

  @Test
  void archival_insertedPassage_isFound() {
    try (Recollect memory = inMemory().open()) {
      memory.archival("ada").insert("Sam's boat is called Petrel");

      assertThat(memory.archival("ada").search("what is the boat called", 5).hits())
          .singleElement()
          .satisfies(hit -> assertThat(hit.text()).isEqualTo("Sam's boat is called Petrel"));
    }
  }

  @Test
  void recall_appendedMessages_areFoundAndNumbered() {
    try (Recollect memory = inMemory().open()) {
      memory
          .recall("ada")
          .append("c1", List.of(message("We sail on Sunday"), message("Bring the blue jacket")));
      memory.recall("ada").append("c1", List.of(message("The harbour opens at nine")));

      assertThat(memory.recall("ada").list("c1", 1, 10))
          .extracting(found -> found.sequence() + " " + found.text())
          .containsExactly(
              "1 We sail on Sunday", "2 Bring the blue jacket", "3 The harbour opens at nine");
      assertThat(memory.recall("ada").search("blue jacket", 1).hits())
          .extracting(hit -> hit.item().sequence())
          .containsExactly(2L);
    }
  }

  private static Message message(String text) {
    return Message.of(Role.USER, text, NOW);
  }

  @Test
  void reading_unknownOwner_isRefusedWithTheNearestName() {
    try (Recollect memory = inMemory().open()) {
      memory.core("ada").put(MemoryBlock.of("human", ""));

      assertThatThrownBy(() -> memory.core("adda").blocks())
          .satisfies(kind(ErrorKind.NOT_FOUND))
          .hasMessageContaining("there is no owner 'adda'")
          .hasMessageContaining("'ada'");
      assertThatThrownBy(() -> memory.archival("adda").count())
          .satisfies(kind(ErrorKind.NOT_FOUND));
      assertThatThrownBy(() -> memory.recall("adda").count()).satisfies(kind(ErrorKind.NOT_FOUND));
      assertThat(memory.owners(Cursor.START).items()).hasSize(1);
    }
  }

  @Test
  void tenants_shareNothing() {
    try (Recollect memory = inMemory().open()) {
      TenantMemory acme = memory.tenant("acme");
      acme.archival("ada").insert("The safe opens with 4711");
      acme.core("ada").put(MemoryBlock.of("human", "Name: Sam"));
      memory.archival("ada").insert("Nothing here");

      assertThat(memory.archival("ada").search("safe opens 4711", 10).hits())
          .extracting(hit -> hit.text())
          .containsExactly("Nothing here");
      assertThat(memory.core("ada").blocks()).isEmpty();
      assertThat(memory.tenant("acme/owner").owners(Cursor.START).items()).isEmpty();
      assertThat(memory.tenant("other").findOwner("ada")).isEmpty();
      assertThat(memory.tenant()).isEqualTo("default");
      assertThat(memory.tenant("default").findOwner("ada")).isPresent();
    }
  }

  @Test
  void tenant_badName_isRefused() {
    try (Recollect memory = inMemory().open()) {
      for (String name : List.of("", "  ", "a\nb", "a\0b", "x".repeat(129), "ä".repeat(65))) {
        assertThatThrownBy(() -> memory.tenant(name)).isInstanceOf(MemoryException.class);
      }
      assertThat(memory.tenant("%/".repeat(64)).tenant()).hasSize(128);
    }
  }

  @Test
  void tenant_longestName_canBeUsed() {
    try (Recollect memory = inMemory().open()) {
      TenantMemory tenant = memory.tenant("%/".repeat(64));
      String owner = "%".repeat(128);
      tenant.archival(owner).insert("fits");
      tenant.recall(owner).append("%".repeat(128), List.of(message("fits too")));

      assertThat(tenant.archival(owner).count()).isEqualTo(1);
      assertThat(tenant.recall(owner).count()).isEqualTo(1);
    }
  }

  @Test
  void reopened_memory_isTheSame() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");
    Owner before;
    try (Recollect memory = on(kept).open()) {
      memory.core("ada").put(MemoryBlock.of("human", "Name: Sam"));
      memory.archival("ada").insert("A passage");
      memory.recall("ada").append("c", List.of(message("Hello")));
      before = memory.tenant("default").findOwner("ada").orElseThrow();
    }
    try (Recollect memory = on(kept).open()) {
      memory.recall("ada").append("c", List.of(message("Hello again")));

      assertThat(memory.tenant("default").findOwner("ada")).contains(before);
      assertThat(memory.core("ada").block("human").orElseThrow().value()).isEqualTo("Name: Sam");
      assertThat(memory.archival("ada").count()).isEqualTo(1);
      assertThat(memory.recall("ada").list("c", 1, 10))
          .extracting(found -> found.id())
          .containsExactly("c/1", "c/2");
    }
  }

  @Test
  void reopened_withAnotherEmbeddingModel_isRefusedWithBothIdentities() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");
    on(kept).open().close();
    FakeEmbeddingModel other =
        new FakeEmbeddingModel(new EmbeddingIdentity("other", "2", "none", "sum", 64, ""));

    assertThatThrownBy(() -> on(kept).embeddingModel(other).open())
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("recall")
        .hasMessageContaining(embedding.identity().toString())
        .hasMessageContaining(other.identity().toString())
        .hasMessageContaining("memory.embedding.model");
    assertThat(kept.diary()).endsWith("open kept", "close kept");
    on(kept).open().close();
  }

  @Test
  void search_inAnotherLanguage_findsByItsStemsAndStopWords() {
    Recollect.Builder german = inMemory().set("memory.analysis.language", "german");
    try (Recollect memory = german.open()) {
      memory.archival("ada").insert("Die Häuser am Hafen sind rot");
      memory.archival("ada").insert("Was war das?");

      SearchQuery byWords =
          SearchQuery.builder("Was war das für ein Haus?").mode(SearchMode.TEXT).topK(1).build();
      assertThat(memory.archival("ada").search(byWords).hits())
          .singleElement()
          .satisfies(hit -> {
            assertThat(hit.text()).isEqualTo("Die Häuser am Hafen sind rot");
            assertThat(hit.evidence().coverage()).isEqualTo(1);
          });
    }
  }

  @Test
  void reopened_inAnotherLanguage_isRefusedNamingTheSetting() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");
    on(kept).set("memory.analysis.language", "german").open().close();

    assertThatThrownBy(() -> on(kept).open())
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("german-lucene/1")
        .hasMessageContaining("english-snowball-stop-porter/1")
        .hasMessageContaining("memory.analysis.language = german opens it as before");
    on(kept).set("memory.analysis.language", "german").open().close();
  }

  @Test
  void delete_owner_takesBlocksMessagesAndPassages() {
    try (Recollect memory = inMemory().open()) {
      TenantMemory tenant = memory.tenant("default");
      memory.core("ada").put(MemoryBlock.of("human", "Name: Sam"));
      memory.archival("ada").insert("A passage");
      memory.recall("ada").append("c", List.of(message("Hello")));
      memory.core("bob").put(MemoryBlock.of("human", "Name: Kim"));
      Owner ada = tenant.findOwner("ada").orElseThrow();

      memory.delete("ada");

      assertThat(tenant.findOwner("ada")).isEmpty();
      assertThat(
              tenant
                  .state()
                  .list(tenant.ownerPrefix(ada), Cursor.START, CallOptions.none())
                  .items())
          .isEmpty();
      assertThatThrownBy(() -> memory.delete("ada")).satisfies(kind(ErrorKind.NOT_FOUND));
      assertThat(memory.core("bob").blocks()).hasSize(1);
      memory.archival("ada").insert("A new life");
      assertThat(memory.archival("ada").count()).isEqualTo(1);
      assertThat(memory.recall("ada").count()).isZero();
    }
  }

  @Test
  void open_twoTiersOnOneInstance_openItOnce() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");

    on(kept).open().close();

    assertThat(kept.diary()).containsExactly("open kept", "close kept");
  }

  @Test
  void open_twoInstancesOfOneProvider_opensBoth() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");

    on(kept)
        .set("backend.other.type", "kept")
        .set("memory.archival.backend", "other")
        .open()
        .close();

    assertThat(kept.diary())
        .containsExactly("open kept", "open other", "close other", "close kept");
  }

  @Test
  void open_backendThatFails_closesTheRestAndSaysWhy() {
    List<String> diary = new ArrayList<>();
    FakeBackendProvider first = new FakeBackendProvider("first", diary);
    MemoryException down = new MemoryException(ErrorKind.UNAVAILABLE, "nobody listens at db:5432");
    FakeBackendProvider second = new FakeBackendProvider("second", diary).failingToOpen(down);

    assertThatThrownBy(() -> on(first, second).set("memory.archival.backend", "second").open())
        .isSameAs(down);
    assertThat(diary).containsExactly("open first", "open second", "close first");
  }

  @Test
  void open_failureWhoseCleanupFailsToo_reportsTheFirst() {
    MemoryException down = new MemoryException(ErrorKind.UNAVAILABLE, "down");
    FakeBackendProvider first =
        new FakeBackendProvider("first").failingToClose(new IllegalStateException("stuck"));
    FakeBackendProvider second = new FakeBackendProvider("second").failingToOpen(down);

    assertThatThrownBy(() -> on(first, second).set("memory.archival.backend", "second").open())
        .isSameAs(down)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasMessageContaining("stuck"));
  }

  @Test
  void open_providerThatThrowsSomethingElse_isInternal() {
    FakeBackendProvider broken =
        new FakeBackendProvider("broken").failingToOpen(new IllegalStateException("oops"));

    assertThatThrownBy(() -> on(broken).open())
        .satisfies(kind(ErrorKind.INTERNAL))
        .hasMessageContaining("oops");
  }

  @Test
  void close_twice_closesOnce() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");
    Recollect memory = on(kept).open();

    memory.close();
    memory.close();

    assertThat(kept.diary()).containsExactly("open kept", "close kept");
    assertThat(embedding.closed()).as("a model that code brought stays open").isFalse();
  }

  @Test
  void close_backendThatFails_closesTheRestAndReports() {
    List<String> diary = new ArrayList<>();
    FakeBackendProvider first = new FakeBackendProvider("first", diary);
    FakeBackendProvider second =
        new FakeBackendProvider("second", diary).failingToClose(new IllegalStateException("stuck"));
    Recollect memory = on(first, second).set("memory.archival.backend", "second").open();

    assertThatThrownBy(memory::close)
        .hasMessageContaining("backend 'second'")
        .hasMessageContaining("stuck");
    assertThat(diary).endsWith("close second", "close first");
  }

  @Test
  void placement_namesInstancesProvidersAndModel() {
    FakeBackendProvider kept = new FakeBackendProvider("kept");
    try (Recollect memory =
        on(kept).set("backend.main.type", "kept").set("memory.archival.backend", "main").open()) {
      assertThat(memory.placement())
          .isEqualTo(
              new Placement(
                  "kept (in a test)",
                  "kept (in a test)",
                  "main: kept (in a test)",
                  "fake-words/1/none/sum/64"));
    }
  }

  @Test
  void bytes_ofTwoStores_areTheirSum() {
    FakeBackendProvider first = new FakeBackendProvider("first").taking(100);
    FakeBackendProvider second = new FakeBackendProvider("second").taking(20);
    try (Recollect both = on(first, second).set("memory.archival.backend", "second").open()) {
      assertThat(both.bytes()).hasValue(120);
    }
    try (Recollect one = on(first).open()) {
      assertThat(one.bytes()).hasValue(100);
    }
  }

  @Test
  void bytes_whereOneStoreCannotTell_areUnknown() {
    FakeBackendProvider silent = new FakeBackendProvider("silent");
    FakeBackendProvider telling = new FakeBackendProvider("telling").taking(20);
    try (Recollect memory = on(telling, silent).set("memory.archival.backend", "silent").open()) {
      assertThat(memory.bytes()).isEmpty();
    }
  }

  @Test
  void chatModel_unknown_namesTheArtifactToAdd() {
    try (Recollect memory = inMemory().open()) {
      assertThatThrownBy(() -> memory.chatModel("openai:gpt-5"))
          .satisfies(kind(ErrorKind.CONFIGURATION))
          .hasMessageContaining("dev.recollect:model-openai");
      assertThatThrownBy(() -> memory.chatModel("ofline"))
          .satisfies(kind(ErrorKind.CONFIGURATION))
          .hasMessageContaining("Did you mean 'offline'?")
          .hasMessageContaining("dev.recollect:agent-sdk");
      assertThatThrownBy(() -> memory.chatModel("openai:")).satisfies(kind(ErrorKind.INVALID));
    }
  }

  @Test
  void open_defaultsWithoutTheirArtifacts_namesBothInOneReport() {
    assertThatThrownBy(() -> Recollect.builder().home(home).environment(Map.of()).open())
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("dev.recollect:backend-lucene")
        .hasMessageContaining("dev.recollect:embeddings-onnx");
  }

  @Test
  void draft_ofAnOwner_isCommittedByTheCaller() {
    try (Recollect memory = inMemory().open()) {
      TenantMemory tenant = memory.tenant("default");
      Owner ada = tenant.createOwner("ada");
      var draft = tenant.draft(ada);
      draft.put(MemoryBlock.of("human", "Name: Sam").withLimit(tenant.blockLimit()));
      assertThat(memory.core("ada").blocks()).isEmpty();

      draft.committed(tenant.state().commit(draft.changes(), CallOptions.none()));

      assertThat(memory.core("ada").blocks()).isEqualTo(draft.blocks());
      assertThat(ada.createdAt()).isEqualTo(NOW);
      assertThatThrownBy(() -> tenant.createOwner("ada")).satisfies(kind(ErrorKind.CONFLICT));
    }
  }
}
