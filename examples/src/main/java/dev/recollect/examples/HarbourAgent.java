package dev.recollect.examples;

import dev.recollect.agent.Agent;
import dev.recollect.agent.Describe;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;

/** An agent of one's own: a persona, a tool, and a memory that outlives the process. */
public final class HarbourAgent {

  record Tide(@Describe("Harbour, for example Bergen") String harbour) {}

  private HarbourAgent() {}

  /** Asks the agent; the first argument is the model's id, the second the question. */
  public static void main(String[] arguments) {
    try (Recollect memory = Recollect.open();
        ChatModel model = memory.chatModel(arguments[0])) {
      System.out.println(ask(memory, model, arguments[1]));
    }
  }

  static String ask(Recollect memory, ChatModel model, String question) {
    try (Agent agent =
        Agent.builder(memory, model)
            .name("harbour master")
            .persona("I am the harbour master of Bergen and answer briefly.")
            .tool(
                "tide",
                "Time of the next high tide",
                Tide.class,
                tide -> "14:20 in " + tide.harbour())
            .openOrCreate()) {
      return agent.send(question).text();
    }
  }
}
