package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordPiecesTest {

  @Test
  void segmentEnd_shortText_isItsEnd() {
    assertThat(WordPieces.segmentEnd("a short text", 0)).isEqualTo(12);
    assertThat(WordPieces.segmentEnd("a short text", 2)).isEqualTo(12);
  }

  @Test
  void segmentEnd_longText_isABlank() {
    String text = "word ".repeat(WordPieces.SEGMENT);

    int end = WordPieces.segmentEnd(text, 3);

    assertThat(text.charAt(end)).isEqualTo(' ');
    assertThat(end).isBetween(WordPieces.SEGMENT - 8, WordPieces.SEGMENT + 3);
  }

  @Test
  void segmentEnd_longWord_cutsItWithoutSplittingAPair() {
    String dogs = "🐕".repeat(WordPieces.SEGMENT);

    assertThat(WordPieces.segmentEnd(dogs, 0)).isEqualTo(WordPieces.SEGMENT);
    assertThat(WordPieces.segmentEnd("x" + dogs, 0)).isEqualTo(WordPieces.SEGMENT - 1);
  }
}
