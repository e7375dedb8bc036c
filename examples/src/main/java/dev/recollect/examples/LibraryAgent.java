package dev.recollect.examples;

import dev.recollect.agent.Agent;
import dev.recollect.examples.shared.Arguments;
import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;

/** An agent that answers questions from the documents of a folder, naming the file. */
public final class LibraryAgent {

  private LibraryAgent() {}

  /** Loads the folder named first; answers the questions after it, or else standard input's. */
  public static void main(String[] arguments) {
    try (Recollect memory = Recollect.open();
        ChatModel model = memory.chatModel("offline"); // or "openai:gpt-5-mini"
        Agent agent = Agent.builder(memory, model).name("librarian").openOrCreate()) {
      Path folder = Path.of(Arguments.first(arguments, "FOLDER"));
      // tag::documents[]
      DocumentLoader.into(memory, "library").load(LoadRequest.folder(folder).withSubfolders());
      agent.attach("library"); // from now on its searches cover the documents
      // end::documents[]
      Arguments.rest(arguments).forEach(ask -> System.out.println(agent.send(ask).text()));
    } catch (MemoryException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }
}
