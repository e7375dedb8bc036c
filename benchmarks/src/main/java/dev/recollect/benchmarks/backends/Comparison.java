package dev.recollect.benchmarks.backends;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.exact.ExactRanking;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same calls to each backend in turn, and how many of the ten nearest each finds; printed as a
 * table.
 */
final class Comparison {

  private static final int DIMENSION = 384;
  private static final int TENANTS = 100;
  private static final int TOP_K = 10;
  private static final int LOT = 200;
  private static final int RECALL_QUERIES = 50;

  private final List<ComparedBackend> backends;
  private final Console console;
  private final int rows;
  private final int rounds;
  private final SyntheticPassages passages = new SyntheticPassages(DIMENSION, 11);
  private final List<MemoryRecord> all = new ArrayList<>();

  Comparison(List<ComparedBackend> backends, Console console, int rows, int rounds) {
    this.backends = backends;
    this.console = console;
    this.rows = rows;
    this.rounds = rounds;
  }

  void run() throws Exception {
    backends.forEach(backend -> backend.makeCollection(passages));
    console.error().println("writing " + rows + " records to each");
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      write(passages.records(SyntheticPassages.tenant(tenant), 0, rows / TENANTS));
    }
    console.error().println("counting the nearest that are found");
    recall();
    for (Operation operation : Operation.values()) {
      console.error().println("measuring: " + operation);
      for (int round = -rounds / 8; round < rounds; round++) {
        inTurn(operation, round, work(operation, rows + round));
      }
    }
    print();
  }

  private void write(List<MemoryRecord> records) {
    for (int start = 0; start < records.size(); start += LOT) {
      List<MemoryRecord> lot = records.subList(start, Math.min(start + LOT, records.size()));
      backends.forEach(backend -> backend.upsert(lot));
    }
    all.addAll(records);
  }

  private void recall() {
    for (int number = 0; number < RECALL_QUERIES; number++) {
      Leg leg = dense();
      Set<String> nearest =
          new HashSet<>(identities(ExactRanking.best(leg, all, CallOptions.none())));
      for (ComparedBackend backend : backends) {
        List<String> found = identities(backend.search(tenants(), List.of(leg)));
        backend.found(found.stream().filter(nearest::contains).count() / (double) TOP_K);
      }
    }
  }

  private static List<String> identities(List<Candidate> found) {
    return found.stream().map(hit -> hit.namespace() + " " + hit.id()).toList();
  }

  /** Whoever begins has no advantage in the end; what comes before the first round warms up. */
  private void inTurn(Operation operation, int round, Consumer<ComparedBackend> work)
      throws Exception {
    List<ComparedBackend> order = new ArrayList<>(backends);
    Collections.rotate(order, round);
    for (ComparedBackend backend : order) {
      if (round < 0) {
        work.accept(backend);
      } else {
        backend.time(operation, () -> work.accept(backend));
      }
    }
  }

  /** Returns the next call of a kind, the same for all. */
  private Consumer<ComparedBackend> work(Operation operation, int number) {
    Set<Namespace> tenant = Set.of(SyntheticPassages.tenant(7));
    return switch (operation) {
      case TENANT -> search(tenant, List.of(dense()));
      case WHOLE -> search(tenants(), List.of(dense()));
      case HYBRID -> search(tenant, List.of(dense(), sparse()));
      case UPSERT -> upsert(number, 1);
      case UPSERTS -> upsert(2 * rows + number * LOT, LOT);
    };
  }

  private static Consumer<ComparedBackend> search(Set<Namespace> namespaces, List<Leg> legs) {
    return backend -> {
      List<Candidate> found = backend.search(namespaces, legs);
      if (found.size() != TOP_K) {
        throw new IllegalStateException(backend.id() + " found " + found.size() + " records");
      }
    };
  }

  private Consumer<ComparedBackend> upsert(int first, int count) {
    List<MemoryRecord> records = passages.records(SyntheticPassages.tenant(0), first, count);
    return backend -> backend.upsert(records);
  }

  private static Set<Namespace> tenants() {
    return IntStream.range(0, TENANTS)
        .mapToObj(SyntheticPassages::tenant)
        .collect(Collectors.toSet());
  }

  private Leg dense() {
    return new Leg.Dense(SyntheticPassages.VECTOR, passages.vector(), TOP_K);
  }

  private Leg sparse() {
    return new Leg.Sparse(SyntheticPassages.VECTOR, passages.terms(), TOP_K);
  }

  private void print() {
    line("%,d records x %d".formatted(rows, DIMENSION), ComparedBackend::id);
    console.output().println("|---".repeat(backends.size() + 1) + "|");
    for (Operation operation : Operation.values()) {
      double first = backends.getFirst().median(operation);
      number(operation + ", p50", backend -> backend.median(operation) / first);
    }
    number("recall@10, all tenants", ComparedBackend::recall);
  }

  private void number(String what, ToDoubleFunction<ComparedBackend> value) {
    line(what, backend -> String.format(Locale.ROOT, "%.2f", value.applyAsDouble(backend)));
  }

  private void line(String what, Function<ComparedBackend, String> value) {
    console
        .output()
        .println(
            "| "
                + what
                + " | "
                + backends.stream().map(value).collect(Collectors.joining(" | "))
                + " |");
  }
}
