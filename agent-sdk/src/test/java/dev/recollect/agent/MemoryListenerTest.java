package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory's listener is told of the turns of all agents on it. */
class MemoryListenerTest {

  record Nothing() {}

  private final List<Event> told = new ArrayList<>();
  private final ScriptedChatModel model = new ScriptedChatModel();
  private Recollect memory;

  @BeforeEach
  void open(@TempDir Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.state.backend", "inmemory")
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .listener(told::add)
            .open();
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private List<String> names() {
    return told.stream()
        .filter(event -> !(event instanceof TurnEvent.Committing))
        .filter(event -> !(event instanceof TurnEvent.Committed))
        .map(event -> event.getClass().getName().replaceAll(".*\\.", "").replace('$', '.'))
        .toList();
  }

  @Test
  void turn_isTold_withTheSearchesInIt() {
    model.call("archival_memory_search", "{\"query\":\"boat\"}").say("No.");
    Agent.builder(memory, model).name("ada").create().send("Is there a boat?");
    assertThat(names())
        .containsExactly(
            "TurnEvent.Begun",
            "TurnEvent.ModelAsked",
            "TurnEvent.ModelAnswered",
            "TurnEvent.ToolStarted",
            "SearchEvent.Started",
            "EmbeddingEvent.Started",
            "EmbeddingEvent.Ended",
            "SearchEvent.Ended",
            "TurnEvent.ToolEnded",
            "TurnEvent.ModelAsked",
            "TurnEvent.Text",
            "TurnEvent.ModelAnswered",
            "EmbeddingEvent.Started",
            "EmbeddingEvent.Ended",
            "TurnEvent.Ended");
    assertThat(told).filteredOn(EmbeddingEvent.class::isInstance).hasSize(4);
    assertThat(told)
        .filteredOn(SearchEvent.class::isInstance)
        .allSatisfy(event -> assertThat(((SearchEvent) event).search().owner()).isEqualTo("ada"));
  }

  @Test
  void agentsOwnListener_isToldTheSame() {
    List<Event> own = new ArrayList<>();
    model.say("Hello.");
    Agent.builder(memory, model).listener(own::add).create().send("Hi");
    assertThat(own).isEqualTo(told.stream().filter(TurnEvent.class::isInstance).toList());
  }

  @Test
  void turnThatAnErrorBreaksOff_isToldToHaveFailed() {
    model.call("break", "{}");
    Agent agent =
        Agent.builder(memory, model)
            .tool(
                "break",
                "Breaks",
                Nothing.class,
                nothing -> {
                  throw new StackOverflowError("of a test");
                })
            .create();
    assertThatThrownBy(() -> agent.send("Go.")).isInstanceOf(StackOverflowError.class);
    assertThat(told.getLast())
        .isInstanceOfSatisfying(
            TurnEvent.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .hasMessageContaining("broken off")
                    .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL)));
  }
}
