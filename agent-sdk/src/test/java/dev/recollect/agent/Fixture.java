package dev.recollect.agent;

import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.ManualClock;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

/** A memory in this process for tests of agents, with a clock moved by hand. */
final class Fixture implements AutoCloseable {

  static final ZoneId BERGEN = ZoneId.of("Europe/Oslo");

  final WatchedBackend backend = new WatchedBackend();
  final ManualClock clock = new ManualClock();
  final FakeEmbeddingModel embedding = new FakeEmbeddingModel();
  final Recollect memory;

  Fixture(Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .backendProvider(backend)
            .embeddingModel(embedding)
            .clock(clock)
            .set("memory.state.backend", "watched")
            .set("memory.recall.backend", "watched")
            .set("memory.archival.backend", "watched")
            .open();
  }

  /** Returns a builder of the agent ada in this process. */
  AgentBuilder ada(ChatModel model) {
    return Agent.builder(memory, model).name("ada").zone(BERGEN);
  }

  /** Returns a builder of the agent ada in a process of this host that does not run any more. */
  AgentBuilder adaInProcessThatEnds(ChatModel model) {
    Holder here = Holder.here();
    Holder gone =
        new Holder(
            here.host(), here.processId(), "2001-01-01T00:00:00Z", UUID.randomUUID().toString());
    return ada(model).holder(gone);
  }

  /** Returns a builder of the agent ada in a process of another host, of which nothing is known. */
  AgentBuilder adaElsewhere(ChatModel model) {
    return ada(model)
        .holder(new Holder("elsewhere", 1, "2026-01-01T00:00:00Z", UUID.randomUUID().toString()));
  }

  @Override
  public void close() {
    backend.restart();
    memory.close();
  }
}
