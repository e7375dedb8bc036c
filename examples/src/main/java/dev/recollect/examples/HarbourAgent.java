package dev.recollect.examples;

import dev.recollect.agent.Agent;
import dev.recollect.agent.Describe;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;

/** An agent of one's own: a persona, a tool, and a memory that outlives the process. */
public final class HarbourAgent {

  record Tide(@Describe("Harbour, for example Bergen") String harbour) {}

  private HarbourAgent() {}

  /** Asks the agent; the argument is the question, {@code HARBOUR_MODEL} the id of a model. */
  public static void main(String[] arguments) {
    String id = System.getenv().getOrDefault("HARBOUR_MODEL", "offline");
    try (Recollect memory = Recollect.open();
        ChatModel model = memory.chatModel(id)) {
      System.out.println(ask(memory, model, String.join(" ", arguments)));
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
