package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
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
import java.util.stream.IntStream;

/** The other process of {@link OtherProcess}: opens the backend and does as it is told. */
final class OtherProcessMain {

  /** Begins each line that is an answer. */
  static final String ANSWER = "answer: ";

  /** Keys that are committed together, always with equal values. */
  static final List<String> STATE_KEYS = List.of("life/a", "life/b", "life/c");

  /** Records of one upsert. */
  static final int BATCH = 20;

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
    try (IoExecutor io = new IoExecutor("tck-io", 2);
        Backend backend = setup.open(setup.newProvider(), io)) {
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
      case "live" -> writeForEver(words[1], answers);
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

  /** Says before each write what it begins, and afterwards that it is acknowledged. */
  private void writeForEver(String life, PrintStream answers) {
    for (int number = 0; ; number++) {
      answers.println(ANSWER + "begin " + number);
      collection.upsert(batch(life, number), NO_OPTIONS);
      answers.println(ANSWER + "records " + number);
      int value = number;
      backend.state().ifPresent(state -> commit(state, life + " " + value));
      answers.println(ANSWER + "state " + number);
    }
  }

  /** Returns the records of one upsert of a process. */
  static List<MemoryRecord> batch(String life, int number) {
    return IntStream.range(0, BATCH)
        .mapToObj(index -> SampleRecords.record(ACME, life + "-" + number + "-" + index))
        .toList();
  }

  private static void commit(StateStore state, String value) {
    List<StateChange> changes =
        STATE_KEYS.stream()
            .map(key -> {
              long version = state.get(key, NO_OPTIONS).map(StateEntry::version).orElse(0L);
              return (StateChange) new StateChange.Put(key, value, version);
            })
            .toList();
    state.commit(changes, NO_OPTIONS);
  }
}
