package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HumanNotesTest {

  @Test
  void edits_factsAboutUser_areAppendedInOneCall() {
    assertThat(edits("", 5000, "My dog is called Biscuit", "we live in Bergen."))
        .containsExactly(HumanNotes.Edit.append("My dog is called Biscuit\nwe live in Bergen"));
  }

  @Test
  void edits_correction_replacesTheOutdatedLine() {
    assertThat(
            edits(
                "My dog is called Biscuit\nwe live in Bergen",
                5000,
                "Actually my dog is now called Toffee."))
        .containsExactly(
            HumanNotes.Edit.replace("My dog is called Biscuit", "my dog is now called Toffee"));
  }

  @Test
  void edits_knownFact_changesNothing() {
    assertThat(edits("we live in Bergen", 5000, "We live in Bergen.")).isEmpty();
  }

  @Test
  void edits_fullBlock_isLeftAsItIs() {
    assertThat(edits("x".repeat(95), 100, "My dog is called Biscuit")).isEmpty();
  }

  @Test
  void edits_correctionWithoutRoom_takesTheOutdatedLineAway() {
    String line = "My dog is called Rex";

    assertThat(edits(line, 22, "My dog is called Maximilian the Second now"))
        .containsExactly(HumanNotes.Edit.replace(line, ""));
  }

  @Test
  void edits_factsOfOthersOrOfTheDay_areNotNoted() {
    assertThat(edits("", 5000, "The Eiffel Tower is 330 metres high.", "I am tired today."))
        .isEmpty();
  }

  @Test
  void edits_readOnlyBlock_isLeftAsItIs() {
    String system = "<human characters=\"0/100\" read_only=\"true\">\n\n</human>";

    assertThat(new HumanNotes(CoreBlocks.read(system)).edits(List.of("I like tea"))).isEmpty();
  }

  private static List<HumanNotes.Edit> edits(String value, int limit, String... statements) {
    String system =
        "<human characters=\"%d/%d\">\n%s\n</human>\n".formatted(value.length(), limit, value);
    return new HumanNotes(CoreBlocks.read(system)).edits(List.of(statements));
  }
}
