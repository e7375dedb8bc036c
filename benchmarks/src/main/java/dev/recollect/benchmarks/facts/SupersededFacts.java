package dev.recollect.benchmarks.facts;

import dev.recollect.agent.fact.FactArchive;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files pairs of statements, an archive of its own a pair, the newer one a week later, and asks: of
 * pairs that contradict, how often the newer one stands above the older one; of others, how often
 * the older one is ended although it should not be.
 *
 * <p>A line of a file is {@code update | older | newer | question} or {@code keep | older | newer
 * |}. The memory is the default one in a temporary folder.
 */
public final class SupersededFacts {

  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  private final Recollect memory;
  private int updates;
  private int above;
  private int aboveBefore;
  private int superseded;
  private int others;
  private int falsely;

  private SupersededFacts(Recollect memory) {
    this.memory = memory;
  }

  /** Prints the figures of each file given. */
  public static void main(String[] files) throws IOException {
    Path home = Files.createTempDirectory("superseded-facts");
    try (Recollect memory = Recollect.builder().home(home).open()) {
      for (String file : files) {
        new SupersededFacts(memory).measure(Path.of(file));
      }
    }
  }

  private void measure(Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    for (int line = 0; line < lines.size(); line++) {
      String[] fields = BAR.split(lines.get(line).strip(), -1);
      measure(file.getFileName() + "-" + line, fields);
    }
    System.out.printf(
        "%s: newer above older %d of %d (without superseding %d), superseded %d; of others %d of %d%n",
        file.getFileName(), above, updates, aboveBefore, superseded, falsely, others);
  }

  private void measure(String owner, String[] fields) {
    ArchivalMemory archive = memory.archival(owner);
    FactArchive facts = FactArchive.of(archive);
    Passage older = facts.file(fields[1], MONDAY);
    Passage newer = facts.file(fields[2], MONDAY.plus(Duration.ofDays(7)));
    boolean ended = archive.find(older.id()).orElseThrow().validTo().isPresent();
    if (!fields[0].equals("update")) {
      others++;
      falsely += ended ? 1 : 0;
      return;
    }
    updates++;
    superseded += ended ? 1 : 0;
    above += first(archive, fields[3]).equals(newer.id()) ? 1 : 0;
    aboveBefore += naturally(owner, fields) ? 1 : 0;
  }

  private boolean naturally(String owner, String[] fields) {
    ArchivalMemory plain = memory.archival(owner + "-plain");
    plain.insert(fields[1]);
    String newer = plain.insert(fields[2]).id();
    return first(plain, fields[3]).equals(newer);
  }

  private static String first(ArchivalMemory archive, String question) {
    return archive.search(question, 10).hits().getFirst().item().id();
  }
}
