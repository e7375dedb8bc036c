package dev.recollect.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.Describe;
import dev.recollect.agent.TurnStream;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
}
