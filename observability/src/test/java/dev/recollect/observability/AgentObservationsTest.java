package dev.recollect.observability;

import static dev.recollect.observability.Observed.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.Agent;
import dev.recollect.agent.TurnStream;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The spans of turns, and what they are parts of. */
@Timeout(120)
class AgentObservationsTest {

  private static final String PETREL = "{\"content\":\"Sam's boat is called Petrel\"}";
  private static final String BOAT = "{\"query\":\"boat\"}";

  record Nothing() {}

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Observed observed;

  @BeforeEach
  void open(@TempDir Path home) {
    observed = new Observed(home);
  }

  @AfterEach
  void close() {
    assertThat(observed.observations.open()).as("observations that nobody ended").isZero();
    assertThat(observed.registry.getCurrentObservation()).as("current on this thread").isNull();
    observed.close();
  }

  private static ChatReply calls(String... tools) {
    List<ToolCall> calls = new ArrayList<>();
    for (String tool : tools) {
      calls.add(new ToolCall("id-" + calls.size(), tool, tool.endsWith("search") ? BOAT : "{}"));
    }
    return new ChatReply("", calls, ChatReply.Finish.COMPLETE, new Usage(100, 10));
  }

  @Test
  void spans_areNamedByTheConventions_andNested() {
    model
        .call("archival_memory_insert", PETREL)
        .call("archival_memory_search", BOAT)
        .say("It is called Petrel.");
    observed.agent("ada", model).create().send("What is my boat called?");
    assertThat(observed.tree())
        .containsExactly(
            "invoke_agent ada",
            "  chat scripted",
            "  execute_tool archival_memory_insert",
            "    embeddings fake-words",
            "  chat scripted",
            "  execute_tool archival_memory_search",
            "    retrieval archival",
            "      embeddings fake-words",
            "  chat scripted",
            "  embeddings fake-words");
    assertThat(observed.span("invoke_agent").getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(observed.span("execute_tool").getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(observed.span("chat").getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(observed.span("embeddings").getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(observed.span("retrieval").getKind()).isEqualTo(SpanKind.CLIENT);
  }

  @Test
  void spans_haveTheAttributesOfTheConventions() {
    model
        .reply(calls("archival_memory_search"))
        .reply(new ChatReply("None.", List.of(), ChatReply.Finish.COMPLETE, new Usage(120, 3)));
    Agent agent = observed.agent("ada", model).create();
    String turn = agent.send("What is my boat called?").id();

    SpanData root = observed.span("invoke_agent");
    assertThat(attribute(root, GenAi.PROVIDER)).isEqualTo("scripted");
    assertThat(attribute(root, GenAi.REQUEST_MODEL)).isEqualTo("scripted");
    assertThat(attribute(root, GenAi.AGENT_NAME)).isEqualTo("ada");
    assertThat(attribute(root, GenAi.CONVERSATION)).isEqualTo(agent.conversation());
    assertThat(attribute(root, GenAi.TENANT)).isEqualTo("default");
    assertThat(attribute(root, GenAi.TURN)).isEqualTo(turn);
    assertThat(attribute(root, GenAi.RESUMED)).isEqualTo("false");
    assertThat(attribute(root, GenAi.STEPS)).isEqualTo("2");
    assertThat(attribute(root, GenAi.STOP_REASON)).isEqualTo("answered");
    assertThat(attribute(root, GenAi.INPUT_TOKENS)).isEqualTo("220");
    assertThat(attribute(root, GenAi.OUTPUT_TOKENS)).isEqualTo("13");
    assertThat(attribute(root, GenAi.ERROR)).isNull();

    SpanData chat = observed.span("chat");
    assertThat(attribute(chat, GenAi.FINISH_REASONS)).isEqualTo("[\"tool_call\"]");
    assertThat(attribute(chat, GenAi.INPUT_TOKENS)).isEqualTo("100");
    assertThat(attribute(chat, GenAi.STEP)).isEqualTo("1");
    assertThat(attribute(chat, GenAi.TOOL_NAME)).as("a tag that says nothing of it").isNull();

    SpanData tool = observed.span("execute_tool");
    assertThat(attribute(tool, GenAi.TOOL_NAME)).isEqualTo("archival_memory_search");
    assertThat(attribute(tool, GenAi.TOOL_CALL)).isEqualTo("id-0");
    assertThat(attribute(tool, GenAi.TURN)).isEqualTo(turn);

    SpanData search = observed.span("retrieval");
    assertThat(attribute(search, GenAi.DATA_SOURCE)).isEqualTo("archival");
    assertThat(attribute(search, GenAi.OWNER)).isEqualTo("ada");
    assertThat(attribute(search, GenAi.SEARCH_MODE)).isEqualTo("hybrid");
    assertThat(attribute(search, GenAi.SEARCH_HITS)).isEqualTo("0");

    SpanData embedding = observed.span("embeddings");
    assertThat(attribute(embedding, GenAi.PROVIDER)).isEqualTo("application");
    assertThat(attribute(embedding, GenAi.REQUEST_MODEL)).isEqualTo("fake-words");
    assertThat(attribute(embedding, GenAi.EMBEDDING_PURPOSE)).isEqualTo("search");
  }

  @Test
  void toolsBesideEachOther_haveTheirOwnSearches() {
    String[] both = {"archival_memory_search", "conversation_search", "archival_memory_search"};
    model.reply(calls(both)).say("Nothing.");
    observed.agent("ada", model).create().send("Is there anything?");
    List<SpanData> all = observed.spans();
    List<SpanData> searches = observed.spans("retrieval");
    assertThat(searches).hasSize(3);
    assertThat(searches.stream().map(span -> Observed.parent(span, all).getSpanId()).distinct())
        .hasSize(3);
    assertThat(searches)
        .allSatisfy(search -> {
          String tool = Observed.parent(search, all).getName();
          assertThat(tool)
              .isEqualTo(
                  search.getName().equals("retrieval recall")
                      ? "execute_tool conversation_search"
                      : "execute_tool archival_memory_search");
        });
  }

  @Test
  void turnsOfTwoAgentsAtOnce_doNotMix() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> turns = new ArrayList<>();
      for (String name : List.of("ada", "bob")) {
        ScriptedChatModel own =
            new ScriptedChatModel().reply(calls("meet", "archival_memory_search")).say("Done.");
        Agent agent =
            observed
                .agent(name, own)
                .tool("meet", "Waits for the other", Nothing.class, nothing -> met(both))
                .create();
        turns.add(threads.submit(() -> agent.send("Go on.")));
      }
      for (Future<?> turn : turns) {
        turn.get();
      }
    }
    List<SpanData> roots = observed.spans("invoke_agent");
    assertThat(roots)
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("invoke_agent ada", "invoke_agent bob");
    for (SpanData root : roots) {
      String agent = attribute(root, GenAi.AGENT_NAME);
      List<SpanData> own =
          observed.spans().stream()
              .filter(span -> span.getTraceId().equals(root.getTraceId()))
              .toList();
      assertThat(own).hasSizeGreaterThanOrEqualTo(8);
      assertThat(own)
          .allSatisfy(span ->
              assertThat(
                      List.of(
                          String.valueOf(attribute(span, GenAi.AGENT_NAME)),
                          String.valueOf(attribute(span, GenAi.OWNER))))
                  .isSubsetOf(agent, "null"));
    }
  }

  private static String met(CyclicBarrier both) {
    try {
      both.await();
      return "met";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void turn_isAPartOfWhatCallsIt_andAToolsOwnObservationOfTheTool() {
    model.call("count", "{}").say("Done.");
    Agent agent =
        observed
            .agent("ada", model)
            .tool(
                "count",
                "Counts",
                Nothing.class,
                nothing ->
                    Observation.createNotStarted("counting", observed.registry)
                        .observe(() -> "one"))
            .create();
    Observation.createNotStarted("request", observed.registry).observe(() -> agent.send("Go."));
    assertThat(observed.tree())
        .containsExactly(
            "request",
            "  invoke_agent ada",
            "    chat scripted",
            "    execute_tool count",
            "      counting",
            "    chat scripted",
            "    embeddings fake-words");
  }

  @Test
  void modelThatFails_endsItsSpanAndTheTurns_withoutTheText() {
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "no answer to 'my secret wish'"));
    Agent agent = observed.agent("ada", model).create();
    assertThatThrownBy(() -> agent.send("my secret wish")).isInstanceOf(MemoryException.class);
    assertThat(observed.tree()).containsExactly("invoke_agent ada", "  chat scripted");
    assertThat(observed.spans())
        .allSatisfy(span -> {
          assertThat(attribute(span, GenAi.ERROR)).isEqualTo("unavailable");
          assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          assertThat(span.getStatus().getDescription()).isEqualTo("unavailable");
          assertThat(span.toString()).doesNotContain("secret");
          assertThat(span.getEvents().toString()).doesNotContain("secret");
        });
  }

  @Test
  void searchThatFails_endsItsSpan_andTheTurnGoesOn() {
    model.call("archival_memory_search", BOAT).say("I cannot look.");
    observed.embedding.failNext(new MemoryException(ErrorKind.UNAVAILABLE, "no embeddings"));
    observed.agent("ada", model).create().send("Boat?");
    assertThat(attribute(observed.span("embeddings"), GenAi.ERROR)).isEqualTo("unavailable");
    assertThat(attribute(observed.span("retrieval"), GenAi.ERROR)).isEqualTo("unavailable");
    assertThat(attribute(observed.span("execute_tool"), GenAi.ERROR)).isEqualTo("tool_error");
    assertThat(attribute(observed.span("invoke_agent"), GenAi.ERROR)).isNull();
  }

  @Test
  void stepLimit_isAnErrorOfTheTurn() {
    model.respondAlways(request -> calls("conversation_search"));
    observed.agent("ada", model).stepLimit(2).create().send("Go on for ever.");
    SpanData root = observed.span("invoke_agent");
    assertThat(attribute(root, GenAi.ERROR)).isEqualTo("step_limit");
    assertThat(attribute(root, GenAi.STOP_REASON)).isEqualTo("step_limit");
  }

  @Test
  void toolThatBreaksTheTurnOff_leavesNothingOpen() {
    model.reply(calls("break", "conversation_search"));
    Agent agent =
        observed
            .agent("ada", model)
            .tool(
                "break",
                "Breaks",
                Nothing.class,
                nothing -> {
                  throw new StackOverflowError("of a test");
                })
            .create();
    assertThatThrownBy(() -> agent.send("Go.")).isInstanceOf(StackOverflowError.class);
    assertThat(attribute(observed.span("invoke_agent"), GenAi.ERROR)).isEqualTo("internal");
    assertThat(observed.spans("execute_tool")).isNotEmpty();
  }

  @Test
  void streamThatIsClosed_endsItsSpans() {
    CountDownLatch asked = new CountDownLatch(1);
    model.respondAlways(request -> {
      asked.countDown();
      return calls("wait");
    });
    Agent agent =
        observed
            .agent("ada", model)
            .tool("wait", "Waits", Nothing.class, nothing -> "waited")
            .create();
    try (TurnStream stream = agent.stream("Go.")) {
      while (!(stream.next() instanceof TurnEvent.ToolStarted)) {
        // until the tool runs
      }
    }
    assertThat(asked.getCount()).isZero();
    SpanData root = observed.span("invoke_agent");
    assertThat(attribute(root, GenAi.ERROR)).isEqualTo("cancelled");
    assertThat(observed.spans())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(root.getTraceId()));
  }

  @Test
  void refusedTurn_hasNoSpan() throws Exception {
    CountDownLatch inTool = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    model.call("wait", "{}").say("Done.");
    Agent agent =
        observed
            .agent("ada", model)
            .waitWhenBusy(false)
            .tool(
                "wait",
                "Waits",
                Nothing.class,
                nothing -> {
                  inTool.countDown();
                  return awaited(goOn);
                })
            .create();
    var first = agent.sendAsync("One").toCompletableFuture();
    inTool.await();
    assertThatThrownBy(() -> agent.send("Two")).hasMessageContaining("is in a turn");
    goOn.countDown();
    first.get();
    assertThat(observed.spans("invoke_agent")).hasSize(1);
  }

  private static String awaited(CountDownLatch latch) {
    try {
      latch.await();
      return "waited";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void asyncTurns_manyAtOnce_areWholeTraces() throws ExecutionException, InterruptedException {
    List<Future<?>> turns = new ArrayList<>();
    for (int index = 0; index < 50; index++) {
      ScriptedChatModel own =
          new ScriptedChatModel()
              .reply(calls("archival_memory_search", "conversation_search"))
              .say("Nothing.");
      Agent agent = observed.agent("agent-" + index, own).create();
      turns.add(
          agent
              .sendAsync("Anything?", CallOptions.within(Duration.ofMinutes(1)))
              .toCompletableFuture());
    }
    for (Future<?> turn : turns) {
      turn.get();
    }
    List<SpanData> roots = observed.spans("invoke_agent");
    assertThat(roots).hasSize(50);
    assertThat(roots.stream().map(SpanData::getTraceId).distinct()).hasSize(50);
    assertThat(observed.spans()).hasSize(50 * 10);
  }

  @Test
  void noopRegistry_isLeftAlone() {
    AgentObservations nothing = AgentObservations.of(ObservationRegistry.NOOP);
    model.say("Hello.");
    assertThat(observed.agent("ada", model).listener(nothing).create().send("Hi").text())
        .isEqualTo("Hello.");
    assertThat(nothing.open()).isZero();
  }
}
