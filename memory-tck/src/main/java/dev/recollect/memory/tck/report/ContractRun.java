package dev.recollect.memory.tck.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What one run of the contracts has said about a backend so far. Thread-safe. */
public final class ContractRun {

  private final String suite;
  private final long seed;
  private final Instant started;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> promises = new LinkedHashMap<>();
  private final Map<String, Check> checks = new ConcurrentHashMap<>();

  /**
   * Begins a run.
   *
   * @param suite name of the test class
   * @param seed of everything random
   * @param started when it began
   * @param promises the sentence of each contract there is, by the name of the contract
   */
  public ContractRun(String suite, long seed, Instant started, Map<String, String> promises) {
    this.suite = suite;
    this.seed = seed;
    this.started = started;
    this.promises.putAll(promises);
  }

  /** Returns the name of the test class. */
  public String suite() {
    return suite;
  }

  /** Returns the seed of everything random. */
  public long seed() {
    return seed;
  }

  /** Returns when the run began. */
  public Instant started() {
    return started;
  }

  /** Says what backend it is and what that declares; the first call counts. */
  public synchronized void describe(Map<String, String> newFacts) {
    if (facts.isEmpty()) {
      facts.putAll(newFacts);
    }
  }

  /** Returns what backend it is and what that declares. */
  public synchronized Map<String, String> facts() {
    return new LinkedHashMap<>(facts);
  }

  /** Returns the sentence of a contract, empty if it has none. */
  public String promise(String contract) {
    return promises.getOrDefault(contract, "");
  }

  /** Returns the line of a check, begun with the first call of that key. */
  public Check check(String key, String contract, String name) {
    return checks.computeIfAbsent(key, any -> new Check(contract, name));
  }

  /** Returns the checks of each contract, by its name; a contract that did not run has none. */
  public Map<String, List<Check>> checks() {
    Map<String, List<Check>> byContract = new LinkedHashMap<>();
    promises.keySet().forEach(contract -> byContract.put(contract, new ArrayList<>()));
    // In the order of their keys, so that two reports of one backend can be compared.
    new TreeMap<>(checks)
        .values()
        .forEach(check ->
            byContract.computeIfAbsent(check.contract(), any -> new ArrayList<>()).add(check));
    return byContract;
  }

  /** Returns how many checks ended with a verdict. */
  public long count(Verdict verdict) {
    return checks.values().stream().filter(check -> check.verdict() == verdict).count();
  }
}
