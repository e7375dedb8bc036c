package dev.recollect.memory.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.SparseVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {

  private static final Namespace ADA = Namespace.of("t", NamespaceKind.RECALL, "ada");
  private static final Leg SPARSE = new Leg.Sparse("content", SparseVector.empty(), 10);
  private static final Leg DENSE = new Leg.Dense("content", DenseVector.of(1f), 10);

  private static Candidate passage(String id, double score) {
    return new Candidate(ADA, id, id, 0, 0, score);
  }

  private static Candidate part(String parent, int part, double score) {
    return new Candidate(ADA, WholeRecord.partId(parent, part), parent, part, 0, score);
  }

  private static Candidate message(long sequence, double score) {
    String id = "c/" + sequence;
    return new Candidate(ADA, id, id, 0, sequence, score);
  }

  private static double score(List<Ranked> ranking, String parent) {
    return ranking.stream()
        .filter(ranked -> ranked.whole().parent().equals(parent))
        .mapToDouble(Ranked::score)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void rank_ofSparseLeg_dividesByItsHighest() {
    LegResult leg = LegResult.of(SPARSE, 0.5, List.of(passage("a", 8), passage("b", 2)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), false);
    assertThat(score(ranking, "a")).isCloseTo(0.5, within(1e-9));
    assertThat(score(ranking, "b")).isCloseTo(0.125, within(1e-9));
  }

  @Test
  void rank_ofDenseLeg_spreadsFromLowestToHighest() {
    LegResult leg =
        LegResult.of(DENSE, 0.5, List.of(passage("a", 0.8), passage("b", 0.6), passage("c", 0.4)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), false);
    assertThat(score(ranking, "a")).isCloseTo(0.5, within(1e-9));
    assertThat(score(ranking, "b")).isCloseTo(0.25, within(1e-9));
    assertThat(score(ranking, "c")).isCloseTo(0, within(1e-9));
  }

  @Test
  void rank_ofCosinesCloseTogether_doesNotStretchThem() {
    LegResult leg = LegResult.of(DENSE, 0.5, List.of(passage("a", 0.50), passage("b", 0.48)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), false);
    assertThat(score(ranking, "a")).isCloseTo(0.5, within(1e-9));
    assertThat(score(ranking, "b")).isCloseTo(0.45, within(1e-9));
  }

  @Test
  void rank_ofDenseLegThatFoundOne_givesItTheWholeWeight() {
    LegResult leg = LegResult.of(DENSE, 0.5, List.of(passage("a", -0.2)));
    assertThat(score(Fusion.rank(List.of(leg), false), "a")).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void rank_addsLegs() {
    LegResult sparse = LegResult.of(SPARSE, 0.5, List.of(passage("a", 8), passage("b", 4)));
    LegResult dense = LegResult.of(DENSE, 0.5, List.of(passage("b", 0.8), passage("c", 0.4)));
    assertThat(Fusion.rank(List.of(sparse, dense), false))
        .extracting(ranked -> ranked.whole().parent())
        .containsExactly("b", "a", "c");
  }

  @Test
  void rank_countsTheBestPartOfAWhole() {
    LegResult leg =
        LegResult.of(SPARSE, 1, List.of(part("long", 3, 9), passage("a", 6), part("long", 0, 3)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), false);
    assertThat(ranking).extracting(ranked -> ranked.whole().parent()).containsExactly("long", "a");
    assertThat(score(ranking, "long")).isCloseTo(1, within(1e-9));
    assertThat(leg.place(new WholeId(ADA, "a"))).map(LegResult.Place::rank).contains(2);
  }

  @Test
  void rank_ofMessages_lendsToNeighboursThatWereFound() {
    LegResult leg = LegResult.of(SPARSE, 1, List.of(message(5, 10), message(6, 2), message(9, 2)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), false);
    assertThat(score(ranking, "c/6")).isCloseTo(0.2 + 0.3, within(1e-9));
    assertThat(score(ranking, "c/5")).isCloseTo(1 + 0.3 * 0.2, within(1e-9));
    assertThat(score(ranking, "c/9")).isCloseTo(0.2, within(1e-9));
    assertThat(ranking).hasSize(3);
  }

  @Test
  void rank_ofMessages_lendsToOthersWhereAllowed() {
    LegResult leg = LegResult.of(SPARSE, 1, List.of(message(2, 10)));
    List<Ranked> ranking = Fusion.rank(List.of(leg), true);
    assertThat(ranking)
        .extracting(ranked -> ranked.whole().parent())
        .containsExactly("c/2", "c/1", "c/3", "c/4");
    assertThat(score(ranking, "c/4")).isCloseTo(0.09, within(1e-9));
    assertThat(ranking.get(1).lent()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void rank_ofEqualScores_goesById_whateverOrderTheStoreHad() {
    List<Candidate> candidates =
        new ArrayList<>(List.of(passage("b", 1), passage("a", 1), passage("c", 1)));
    List<Ranked> ranking = Fusion.rank(List.of(LegResult.of(SPARSE, 1, candidates)), false);
    Collections.reverse(candidates);
    assertThat(Fusion.rank(List.of(LegResult.of(SPARSE, 1, candidates)), false)).isEqualTo(ranking);
    assertThat(ranking)
        .extracting(ranked -> ranked.whole().parent())
        .containsExactly("a", "b", "c");
  }
}
