package dev.recollect.agent.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockTemplatesTest {

  /** Half of what a block may have unless configured: it is to grow. */
  private static final int LARGEST = 2_500;

  @Test
  void names_areAscending_andFound() {
    assertThat(BlockTemplates.personas().names())
        .isSorted()
        .contains("starter", "doc")
        .hasSize(5)
        .allMatch(name -> BlockTemplates.personas().find(name).isPresent());
    assertThat(BlockTemplates.humans().names()).isSorted().containsExactly("basic", "cs_phd");
    assertThat(BlockTemplates.personas().find("dok")).isEmpty();
  }

  static Stream<String> texts() {
    return Stream.of(BlockTemplates.personas(), BlockTemplates.humans())
        .flatMap(all -> all.names().stream().map(name -> all.find(name).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void texts_leaveABlockRoomToGrow(String text) {
    assertThat(text).isNotBlank().hasSizeLessThan(LARGEST).doesNotEndWith("\n");
  }

  @Test
  void doc_tellsHowToAnswerFromDocuments() {
    assertThat(BlockTemplates.personas().find("doc").orElseThrow())
        .contains(
            "search archival memory", "further pages", "the file and the page", "find nothing");
  }
}
