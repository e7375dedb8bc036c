package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The other process of {@link OtherProcess}: opens the backend and does as it is told. */
final class OtherProcessMain {

  /** Begins each line that is an answer. */
  static final String ANSWER = "answer: ";

  private static final CallOptions NO_OPTIONS = CallOptions.none();

  private final Backend backend;
  private final RecordCollection collection;

  private OtherProcessMain(Backend backend) {
    this.backend = backend;
    this.collection = backend.openCollection(SampleRecords.spec());
  }

  /** Reads the setup and then commands from standard input; an answer is a line of output. */
  public static void main(String[] args) throws IOException {
    DataInputStream input = new DataInputStream(System.in);
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ProviderSetup setup = read(input);
    try (Backend backend = setup.open()) {
      OtherProcessMain main = new OtherProcessMain(backend);
      for (String command = input.readUTF(); ; command = input.readUTF()) {
        main.obey(command, answers);
      }
    } catch (MemoryException e) {
      answers.println(ANSWER + e.kind() + " " + e.getMessage());
    }
  }

  private static ProviderSetup read(DataInputStream input) throws IOException {
    String provider = input.readUTF();
    Path home = Path.of(input.readUTF());
    Map<String, String> settings = new HashMap<>();
    for (int left = input.readInt(); left > 0; left--) {
      settings.put(input.readUTF(), input.readUTF());
    }
    return new ProviderSetup(providerNamed(provider), settings, home);
  }

  private static Class<? extends BackendProvider> providerNamed(String name) {
    try {
      return Class.forName(name).asSubclass(BackendProvider.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void obey(String command, PrintStream answers) {
    String[] words = command.split(" ", 2);
    switch (words[0]) {
      case "hello" -> answers.println(ANSWER + "opened");
      case "write" -> {
        collection.upsert(List.of(SampleRecords.record(ACME, words[1])), NO_OPTIONS);
        answers.println(ANSWER + "written");
      }
      case "sees" -> answers.println(ANSWER + sees(words[1]));
      case "crash" ->
          new CrashWriter(backend, line -> answers.println(ANSWER + line))
              .writeForEver(Long.parseLong(words[1]));
      default -> throw new IllegalArgumentException(command);
    }
  }

  private boolean sees(String id) {
    MemoryRecord record = SampleRecords.record(ACME, id);
    Filter own = Filter.eq("parent", id);
    SearchRequest search =
        new SearchRequest(Set.of(ACME), Filter.all(), List.of(denseLike(record, 1)));
    return collection.count(Set.of(ACME), own, NO_OPTIONS) == 1
        && collection.search(search, NO_OPTIONS).getFirst().stream()
            .anyMatch(hit -> hit.id().equals(id));
  }
}
