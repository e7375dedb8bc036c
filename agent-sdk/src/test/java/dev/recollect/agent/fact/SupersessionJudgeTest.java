package dev.recollect.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupersessionJudgeTest {

  private static final SupersessionJudge JUDGE = SupersessionJudge.english();

  private static boolean supersedes(Pairs pair) {
    return JUDGE.supersedes(pair.older(), pair.newer());
  }

  @ParameterizedTest
  @CsvSource({
    "development-pairs-1.txt, 0.97, 0.02",
    "development-pairs-2.txt, 0.97, 0.02",
    "development-pairs-3.txt, 0.95, 0.02",
    "development-pairs-4.txt, 0.90, 0.02"
  })
  void supersedes_developmentPairs_mostUpdates_hardlyAnythingElse(
      String resource, double found, double falsely) {
    List<Pairs> pairs = Pairs.read(resource);
    List<Pairs> updates = pairs.stream().filter(Pairs::update).toList();
    List<Pairs> others = pairs.stream().filter(Predicate.not(Pairs::update)).toList();
    assertThat(updates).hasSizeGreaterThanOrEqualTo(60);
    assertThat(others).hasSizeGreaterThanOrEqualTo(60);
    assertThat(share(updates)).as("updates found").isGreaterThanOrEqualTo(found);
    assertThat(share(others)).as("others superseded").isLessThanOrEqualTo(falsely);
  }

  private static double share(List<Pairs> pairs) {
    return (double) pairs.stream().filter(SupersessionJudgeTest::supersedes).count() / pairs.size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Did I move to Lisbon?",
        "If I got the job I would move to Lisbon.",
        "I might move to Lisbon.",
        "I am moving to Lisbon next year.",
        "I used to live in Lisbon.",
        "My sister moved to Lisbon.",
        "I live in Berlin with two cats."
      })
  void supersedes_byWhatIsNotSoOrOfSomebodyElse_doesNot(String newer) {
    assertThat(JUDGE.supersedes("I live in Berlin.", newer)).isFalse();
  }

  @Test
  void supersedes_theSameStatement_doesNot() {
    for (Pairs pair : Pairs.read("development-pairs-1.txt")) {
      assertThat(JUDGE.supersedes(pair.newer(), pair.newer())).isFalse();
    }
  }

  @Test
  void supersedes_tooLongATextForAStatement_doesNot() {
    String story = "I moved to Lisbon. ".repeat(60);
    assertThat(JUDGE.supersedes("I live in Berlin.", story)).isFalse();
    assertThat(JUDGE.supersedes(story, "I live in Berlin now.")).isFalse();
  }

  @Property(tries = 300)
  void supersedes_anyTexts_endsAlike(@ForAll String older, @ForAll String newer) {
    assertThat(JUDGE.supersedes(older, newer)).isEqualTo(JUDGE.supersedes(older, newer));
  }
}
