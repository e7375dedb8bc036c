package dev.recollect.benchmarks.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.agent.Agent;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.core.Recollect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * MemGPT's nested key-value task (paper, section 3.2.2): the value of a key is another key, several
 * levels deep; the agent finds the last value by searching archival memory. A driver plays the
 * model and sees nothing but what the tools return.
 */
@Command(name = "nested-kv", description = "MemGPT's nested key-value task.")
final class NestedKeyValues implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEVELS = 6;

  @Parameters(paramLabel = "DATA", description = "The folder nested-kv of the data.")
  private Path data = Path.of("nested-kv");

  @Option(names = "--orderings", description = "Orderings a level (default 100).")
  private int orderings = 100;

  /** A key and its value. */
  private record Pair(String key, String value) {
    NewPassage passage() {
      return NewPassage.of("Key-value pair: key = " + key + ", value = " + value).withId(key);
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Pair> pairs = pairs();
    Path folder = Files.createTempDirectory("nested-kv");
    boolean all = true;
    try (Recollect memory = Recollect.builder().home(folder).open()) {
      Agent maker = Agent.builder(memory, new KeyValueDriver()).name("keys").create();
      maker.archival().insert(pairs.stream().map(Pair::passage).toList());
      for (int level = 1; level <= LEVELS; level++) {
        all &= level(memory, pairs, level);
      }
    }
    return all ? 0 : 1;
  }

  private boolean level(Recollect memory, List<Pair> pairs, int level) throws IOException {
    int right = 0;
    List<List<Integer>> chains = chains(level);
    for (int number = 0; number < chains.size(); number++) {
      String conversation = "level-" + level + "-" + number;
      try (Agent agent =
          Agent.builder(memory, new KeyValueDriver())
              .name("keys")
              .conversation(conversation)
              .open()) {
        right += right(agent, pairs, chains.get(number)) ? 1 : 0;
      }
    }
    System.out.printf(Locale.ROOT, "%d keys in a chain: %d of %d%n", level, right, chains.size());
    return right == chains.size();
  }

  /** The value of each key of the chain but the last is the next key. */
  private static boolean right(Agent agent, List<Pair> pairs, List<Integer> chain) {
    ArchivalMemory archive = agent.archival();
    List<NewPassage> linked = new ArrayList<>();
    List<NewPassage> before = new ArrayList<>();
    for (int place = 0; place + 1 < chain.size(); place++) {
      Pair pair = pairs.get(chain.get(place));
      linked.add(new Pair(pair.key(), pairs.get(chain.get(place + 1)).key()).passage());
      before.add(pair.passage());
    }
    if (!linked.isEmpty()) {
      archive.insert(linked);
    }
    String asked = pairs.get(chain.getFirst()).key();
    String answer = agent.send("What is the last value of the key " + asked + "?").text();
    if (!before.isEmpty()) {
      archive.insert(before);
    }
    return answer.contains(pairs.get(chain.getLast()).value());
  }

  private List<Pair> pairs() throws IOException {
    Path file = data.resolve("kv-retrieval-140_keys.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<Pair> pairs = new ArrayList<>();
      for (JsonNode pair : JSON.readTree(lines.readLine()).get("ordered_kv_records")) {
        pairs.add(new Pair(pair.get(0).asText(), pair.get(1).asText()));
      }
      return pairs;
    }
  }

  private List<List<Integer>> chains(int level) throws IOException {
    String name = "random_orderings_100_samples_140_indices_" + level + "_levels.jsonl";
    List<List<Integer>> chains = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve(name)).stream().limit(orderings).toList()) {
      List<Integer> chain = new ArrayList<>();
      JSON.readTree(line).forEach(index -> chain.add(index.asInt()));
      chains.add(chain);
    }
    return chains;
  }
}
