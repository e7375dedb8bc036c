package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.offline.Utterance.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {

  static Stream<List<String>> tuned() {
    return Cases.read("sentences-tuned.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("tuned")
  void classify_sentenceOfTable_isOfItsKinds(List<String> expected) {
    assertThat(kinds(expected.get(1))).isEqualTo(expected.get(0));
  }

  @Test
  void classify_sentencesNeverTunedOn_areNearlyAllOfTheirKinds() {
    List<List<String>> cases = Cases.read("sentences-heldout.txt");

    long right = cases.stream().filter(each -> kinds(each.get(1)).equals(each.get(0))).count();

    assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
    assertThat((double) right / cases.size()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void classify_severalFacts_keepsTheUsersWordsAndDropsNothing() {
    List<Utterance> utterances =
        Classifier.classify("My dog is called Biscuit and we live in Bergen. I like tea.");

    assertThat(utterances)
        .extracting(Utterance::text)
        .containsExactly("My dog is called Biscuit", "we live in Bergen.", "I like tea.");
  }

  @Test
  void classify_statementAboutIt_staysWithTheStatementBefore() {
    assertThat(Classifier.classify("We bought a boat. It is called Petrel."))
        .extracting(Utterance::text)
        .containsExactly("We bought a boat. It is called Petrel.");
  }

  @Test
  void classify_framedQuestion_searchesForWhatIsAsked() {
    assertThat(Classifier.classify("Do you remember where Nora lives?"))
        .extracting(Utterance::topic)
        .containsExactly("where Nora lives");
  }

  @Test
  void classify_nothingReadable_isNothing() {
    assertThat(Classifier.classify("…  !!\n\t")).isEmpty();
    assertThat(Classifier.classify("")).isEmpty();
  }

  @Test
  void classify_anotherLanguage_filesWhatIsSaid() {
    assertThat(Classifier.classify("Min hund heter Balder."))
        .extracting(Utterance::kind)
        .containsExactly(Kind.FACT);
  }

  private static String kinds(String message) {
    return Classifier.classify(message).stream()
        .map(utterance -> utterance.kind().name())
        .collect(Collectors.joining(","));
  }
}
