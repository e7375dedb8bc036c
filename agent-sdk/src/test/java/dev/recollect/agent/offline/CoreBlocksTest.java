package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreBlocksTest {

  private static final String SYSTEM =
      """
      You are an agent.
      <persona characters="9/2000" description="Who you are">
      I am Ada.
      </persona>
      <human characters="18/5000">
      Name: Sam

      Dog: Rex
      </human>
      """;

  @Test
  void read_blocksOfASystemMessage_haveValueAndRoom() {
    CoreBlocks.Block human = CoreBlocks.read(SYSTEM).find("human").orElseThrow();

    assertThat(human.lines()).containsExactly("Name: Sam", "Dog: Rex");
    assertThat(human.room()).isEqualTo(5000 - human.value().length());
  }

  @Test
  void read_blockWithALimitInTokens_hasRoomForAsManyCharacters() {
    String system = "<boat tokens=\"2/50\" shared=\"true\">\nPetrel\n</boat>";

    CoreBlocks.Block boat = CoreBlocks.read(system).find("boat").orElseThrow();
    assertThat(boat.room()).isEqualTo(48);
    assertThat(boat.lines()).containsExactly("Petrel");
  }

  @Test
  void read_emptyBlock_hasNoLines() {
    String system = "<human characters=\"0/5000\">\n\n</human>";

    assertThat(CoreBlocks.read(system).find("human").orElseThrow().lines()).isEmpty();
  }

  @Test
  void read_textWithoutBlocks_hasNone() {
    assertThat(CoreBlocks.read("no blocks <b>here</b>").find("human")).isEmpty();
  }

  @Test
  void aboutOthers_leavesThePersonaOut() {
    assertThat(CoreBlocks.read(SYSTEM).aboutOthers())
        .extracting(CoreBlocks.Block::label)
        .containsExactly("human");
  }
}
