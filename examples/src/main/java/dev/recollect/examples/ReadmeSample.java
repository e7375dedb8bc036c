package dev.recollect.examples;

import dev.recollect.agent.Agent;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.core.Recollect;

/** The sample of the README, which a test compares with it and runs. */
public final class ReadmeSample {

  private ReadmeSample() {}

  /** Runs the sample on the memory in the home folder. */
  public static void main(String[] arguments) {
    // tag::readme[]
    try (Recollect memory = Recollect.open(); // Lucene in the home folder, ONNX embeddings, no key
        ChatModel model = memory.chatModel("offline"); // or "openai:gpt-5-mini"
        Agent agent = Agent.builder(memory, model).name("ada").human("Name: Sam").openOrCreate()) {
      agent.send("My boat is called Petrel.");
      System.out.println(agent.send("What is my boat called?").text());

      ArchivalMemory archive = memory.archival("ada"); // the tiers without an agent
      archive.insert("The boat lies in Bergen harbour, berth 12");
      archive.search("where is the boat", 5).forEach(hit -> System.out.println(hit.text()));
    }
    // end::readme[]
  }
}
