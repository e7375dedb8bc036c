package dev.recollect.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.Agent;
import dev.recollect.agent.Agents;
import dev.recollect.agent.Describe;
import dev.recollect.agent.TurnStream;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent offers beside send: the samples of docs/agents.md. */
class AgentsTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Recollect memory;

  @BeforeEach
  void open(@TempDir Path home) {
    memory = Recollect.builder().home(home).environment(Map.of()).open();
  }

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void stream_printsTheTextAsItArrives() {
    model.say("Your boat is called Petrel.");
    StringBuilder screen = new StringBuilder();
    try (Agent agent = Agent.builder(memory, model).name("ada").create()) {
      // tag::stream[]
      try (TurnStream stream = agent.stream("What is my boat called?")) {
        while (stream.hasNext()) {
          switch (stream.next()) {
            case TurnEvent.Text text -> screen.append(text.text());
            case TurnEvent.ToolStarted started -> screen.append(started.call().name());
            default -> {} // memory changes, usage, commits, the end
          }
        }
      } // closing before the end cancels the turn
      // end::stream[]
    }
    assertThat(screen).hasToString("Your boat is called Petrel.");
  }

  @Test
  void async_returnsAtOnce() {
    model.say("Petrel.");
    try (Agent agent = Agent.builder(memory, model).name("ada").create()) {
      // tag::async[]
      CompletionStage<Turn> answer = agent.sendAsync("What is my boat called?");
      CompletionStage<String> text = answer.thenApply(Turn::text);
      // answer.toCompletableFuture().cancel(true) would cancel the turn
      // end::async[]
      assertThat(text.toCompletableFuture().join()).isEqualTo("Petrel.");
    }
  }

  // tag::record[]
  record Boat(@Describe("Its name") String name, int built) {}

  // end::record[]

  @Test
  void structuredAnswer_isARecord() {
    model.say("{\"name\":\"Petrel\",\"built\":1931}");
    try (Agent agent = Agent.builder(memory, model).name("ada").create()) {
      // tag::structured[]
      Boat boat = agent.send("What do you know of my boat?", Boat.class);
      // end::structured[]
      assertThat(boat).isEqualTo(new Boat("Petrel", 1931));
    }
  }

  @Test
  void event_wakesTheAgent() throws InterruptedException {
    model.say("I will tell Sam that the parcel is here.");
    BlockingQueue<String> screen = new LinkedBlockingQueue<>();
    // tag::notify[]
    try (Agent agent =
        Agent.builder(memory, model)
            .name("ada")
            .listener(event -> {
              if (event instanceof TurnEvent.Ended ended) {
                screen.add(ended.result().text());
              }
            })
            .create()) {
      agent.notify("A parcel has arrived"); // durable now; a turn begins by itself
      // end::notify[]
      assertThat(screen.poll(20, TimeUnit.SECONDS)).contains("parcel");
    }
  }

  @Test
  void memgpt_sendsAndAsksForHeartbeats() {
    ToolCall send = new ToolCall("1", "send_message", "{\"message\":\"Hello, Sam.\"}");
    model.reply(new ChatReply("A guest.", List.of(send), ChatReply.Finish.COMPLETE, Usage.NONE));
    // tag::memgpt[]
    try (Agent agent =
        Agent.builder(memory, model).name("ada").profile(AgentProfile.MEMGPT).create()) {
      String answer = agent.send("Hello").text();
      // end::memgpt[]
      assertThat(answer).isEqualTo("Hello, Sam.");
    }
  }

  @Test
  void automaticRecall_showsWhatBearsOnAMessage() {
    model.say("Bergen.");
    memory.archival("ada").insert("Sam's boat Petrel lies in Bergen");
    // tag::recall[]
    try (Agent agent =
        Agent.builder(memory, model)
            .name("ada")
            .automaticRecall(RecallPolicy.builder().tokens(600).build())
            .create()) {
      agent.send("Where does my boat Petrel lie?");
      // end::recall[]
      assertThat(model.lastRequest().messages())
          .anyMatch(message -> message.text().contains("lies in Bergen"));
    }
  }

  @Test
  void sharedBlock_isOneForAllWhoHaveIt() {
    model.call("core_memory_append", "{\"name\":\"team\",\"content\":\"Cook: Lou\"}").say("Noted.");
    // tag::shared[]
    memory
        .sharedBlocks()
        .put(MemoryBlock.of("team", "Lead: Kim").withDescription("Who works here, and as what."));
    try (Agent ada = Agent.builder(memory, model).name("ada").create();
        Agent eve = Agent.builder(memory, model).name("eve").create()) {
      ada.core().attach("team");
      eve.core().attach("team");
      ada.send("Lou cooks for us now.");
      String whatEveSees = eve.core().block("team").orElseThrow().value();
      // end::shared[]
      assertThat(whatEveSees).isEqualTo("Lead: Kim\nCook: Lou");
    }
  }

  @Test
  void sharedBlock_appendedByTwoAgentsOnEightThreads_losesNothing() throws Exception {
    memory.sharedBlocks().put(MemoryBlock.of("log", ""));
    List<String> lines = IntStream.range(0, 40).mapToObj(line -> "line " + line).toList();
    try (Agent ada = appending("ada");
        Agent eve = appending("eve");
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int index = 0; index < lines.size(); index++) {
        Agent own = index % 2 == 0 ? ada : eve;
        String line = lines.get(index);
        running.add(threads.submit(() -> own.send(line)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(memory.sharedBlocks().find("log").orElseThrow().value().lines())
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  /** Returns an agent that appends to the block log what it is told. */
  private Agent appending(String name) {
    ScriptedChatModel own = new ScriptedChatModel();
    own.respondAlways(request -> {
      Message last = request.messages().getLast();
      List<ToolCall> calls =
          last.role() == Role.USER
              ? List.of(
                  new ToolCall(
                      "1",
                      "core_memory_append",
                      "{\"name\":\"log\",\"content\":\"" + last.text() + "\"}"))
              : List.of();
      String text = calls.isEmpty() ? "Noted." : "";
      return new ChatReply(text, calls, ChatReply.Finish.COMPLETE, Usage.NONE);
    });
    Agent agent = Agent.builder(memory, own).name(name).create();
    agent.core().attach("log");
    return agent;
  }

  @Test
  void tokenLimit_belongsToTheBlock() {
    // tag::tokens[]
    MemoryBlock boat = MemoryBlock.of("boat", "Petrel, a ketch").withLimit(200, LimitUnit.TOKENS);
    Agent agent = Agent.builder(memory, model).name("ada").block(boat).create();
    // end::tokens[]
    assertThat(agent.core().block("boat").orElseThrow().unit()).isEqualTo(LimitUnit.TOKENS);
    assertThatThrownBy(() -> agent.core().append("boat", "x".repeat(1_000)))
        .hasMessageContaining("tokens and may have 200");
    agent.close();
  }

  @Test
  void users_areKeptApart() {
    model.say("Noted, Sam.").say("I do not know, Kim.");
    // tag::users[]
    try (Agent sams = Agent.builder(memory, model).name("ada").user("sam").openOrCreate();
        Agent kims = Agent.builder(memory, model).name("ada").user("kim").openOrCreate()) {
      sams.send("My boat is called Petrel.");
      kims.send("What is Sam's boat called?"); // finds nothing of what Sam said
    }
    List<String> users = Agents.users(memory, "ada"); // kim, sam
    Agents.deleteUser(memory, "ada", "sam"); // everything of Sam's, and nothing else
    // end::users[]
    assertThat(users).containsExactly("kim", "sam");
    assertThat(model.lastRequest().messages())
        .noneMatch(message -> message.text().contains("Petrel"));
    assertThat(Agents.users(memory, "ada")).containsExactly("kim");
  }
}
