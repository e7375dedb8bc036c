package dev.recollect.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PdfTextTest {

  private static String joined(String first, String second) {
    StringBuilder text = new StringBuilder(first);
    PdfText.appendLine(text, second);
    return text.toString();
  }

  @Test
  void cleanLine_dropsWhatNoStoreKeeps() {
    assertThat(PdfText.cleanLine("a\0b\uD800c\u0007d\uDC00 \uD83D\uDE00\u00a0e"))
        .isEqualTo("a bc d \uD83D\uDE00 e");
  }

  @Test
  void cleanLine_writesLigaturesOutAndNothingElse() {
    assertThat(PdfText.cleanLine("\uFB01sh \uFB02at o\uFB03ce x\u00b2 \u2167"))
        .isEqualTo("fish flat office x\u00b2 \u2167");
  }

  @Test
  void cleanLine_shortensLeaders() {
    assertThat(PdfText.cleanLine("1 Boats . . . . . . . . 12")).isEqualTo("1 Boats \u2026 12");
    assertThat(PdfText.cleanLine("2 Cars . . . 13")).isEqualTo("2 Cars \u2026 13");
    assertThat(PdfText.cleanLine("And so on ... 3")).isEqualTo("And so on ... 3");
  }

  @Test
  void appendLine_joinsAsTheLanguageWrites() {
    assertThat(joined("two", "words")).isEqualTo("two words");
    assertThat(joined("exam-", "ple")).isEqualTo("example");
    assertThat(joined("exam\u00ad", "ple")).isEqualTo("example");
    assertThat(joined("a -", "b")).isEqualTo("a - b");
    assertThat(joined("-", "b")).isEqualTo("- b");
    assertThat(joined("\u65e5\u672c", "\u8a9e")).isEqualTo("\u65e5\u672c\u8a9e");
    assertThat(joined("", "b")).isEqualTo("b");
  }

  @Test
  void isLegible_ofSigns_isFalse() {
    assertThat(PdfText.isLegible(List.of(new Section(List.of(), 1, "\u2761\u2762 \uE000 a"))))
        .isFalse();
    assertThat(PdfText.isLegible(List.of(new Section(List.of(), 1, "\u2714 done")))).isTrue();
  }
}
