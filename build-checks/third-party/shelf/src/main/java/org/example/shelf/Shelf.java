package org.example.shelf;

import dev.recollect.agent.Agent;
import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;

/** An application on the starter alone: a home, a folder with documents and a question. */
public final class Shelf {

  private Shelf() {}

  public static void main(String[] arguments) {
    try (Recollect memory = Recollect.builder().home(Path.of(arguments[0])).open();
        ChatModel model = memory.chatModel("offline");
        Agent agent = Agent.builder(memory, model).name("keeper").openOrCreate()) {
      DocumentLoader.into(memory, "shelf").load(LoadRequest.folder(Path.of(arguments[1])));
      agent.attach("shelf");
      System.out.println(agent.send(arguments[2]).text());
    }
  }
}
