package dev.recollect.benchmarks.agent;

import dev.recollect.agent.Agent;
import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Talks for many turns with the offline model in a small window, plants a fact every so often, and
 * asks for all of them at the end.
 */
@Command(
    name = "long",
    description = "Talks long in a small window, and asks at the end for what was said.")
final class LongConversation implements Callable<Integer> {

  private static final List<String> NAMES =
      List.of(
          "Ann", "Bert", "Cora", "Dirk", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jarl", "Karin",
          "Lasse", "Mona", "Nils", "Olga", "Peder", "Quinn", "Runa", "Sven", "Tove", "Ulf", "Vera",
          "Willem", "Xenia", "Yngve", "Zora", "Aksel", "Bodil", "Claus", "Dagny", "Einar", "Frida",
          "Gunnar", "Hedda", "Ivar", "Jorunn", "Kjell", "Liv", "Magnus", "Nora");

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "locker code", List.of("4821", "7315", "9042", "1666", "5501"),
          "home town", List.of("Bergen", "Tromso", "Aarhus", "Uppsala", "Turku"),
          "favourite dish", List.of("goulash", "risotto", "herring", "dumplings", "paella"),
          "instrument", List.of("cello", "trombone", "accordion", "harp", "oboe"),
          "boat", List.of("Petrel", "Osprey", "Skua", "Gannet", "Fulmar"));

  private static final List<String> SMALL_TALK =
      List.of(
          "The weather was mild again on the pier.",
          "I went for a walk along the fjord before breakfast.",
          "Thanks, that is good to know.",
          "There was a long queue at the bakery this morning.",
          "I am tired and will go to bed early tonight.",
          "The bus was late by twenty minutes.",
          "We watched the regatta from the balcony.",
          "I should clean the windows some day.");

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where to write.")
  private Path below = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--turns", description = "Turns before the questions (default 2000).")
  private int turns = 2_000;

  @Option(names = "--facts", description = "Facts that are planted, at most 200 (default 200).")
  private int facts = 200;

  @Option(names = "--window", description = "Tokens of the window (default 4096).")
  private int window = 4_096;

  /** A fact: who, what, and its value. */
  private record Fact(String name, String attribute, String value) {
    String statement() {
      return name + "'s " + attribute + " is " + value + ".";
    }

    String question() {
      return "What is " + name + "'s " + attribute + "?";
    }
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory(below, "long-conversation");
    SmallWindow model = new SmallWindow(OfflineModel.create(), window);
    List<Fact> planted = facts();
    int found;
    try (Recollect memory = Recollect.builder().home(folder).open();
        Agent agent = Agent.builder(memory, model).name("long").create()) {
      talk(agent, planted);
      found = ask(agent, planted);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d turns, window %,d, largest request %,d tokens of messages: %d of %d facts answered%n",
        turns,
        window,
        model.largest(),
        found,
        planted.size());
    return found >= 0.98 * planted.size() && model.largest() <= window ? 0 : 1;
  }

  private List<Fact> facts() {
    List<Fact> all = new ArrayList<>();
    for (int index = 0; index < NAMES.size(); index++) {
      for (Map.Entry<String, List<String>> attribute : VALUES.entrySet()) {
        List<String> values = attribute.getValue();
        all.add(new Fact(NAMES.get(index), attribute.getKey(), values.get(index % values.size())));
      }
    }
    return all.subList(0, facts);
  }

  private void talk(Agent agent, List<Fact> planted) {
    int every = Math.max(1, turns / planted.size());
    int next = 0;
    for (int turn = 0; turn < turns; turn++) {
      if (turn % every == 0 && next < planted.size()) {
        agent.send(planted.get(next++).statement());
      } else {
        agent.send(SMALL_TALK.get(turn % SMALL_TALK.size()));
      }
      if ((turn + 1) % Math.max(1, turns / 4) == 0) {
        System.out.printf(
            Locale.ROOT, "after %,d turns: %,d KiB of heap in use%n", turn + 1, usedKibibytes());
      }
    }
  }

  private static int ask(Agent agent, List<Fact> planted) {
    int found = 0;
    for (Fact fact : planted) {
      String answer = agent.send(fact.question()).text();
      boolean right = answer.contains(fact.value());
      found += right ? 1 : 0;
      if (!right) {
        System.out.println("missed: " + fact.statement() + " -> " + answer);
      }
    }
    return found;
  }

  private static long usedKibibytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1_024;
  }
}
