package dev.recollect.model.openai;

/** Estimates tokens from letters, for every model whose tokeniser is not at hand. */
final class TokenEstimate {

  private static final double ASCII_A_TOKEN = 3.5;

  private static final double OTHER_BYTES_A_TOKEN = 2.5;

  private TokenEstimate() {}

  static int of(String text) {
    long ascii = 0;
    long otherBytes = 0;
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      if (unit < 0x80) {
        ascii++;
      } else if (unit < 0x800 || Character.isSurrogate(unit)) {
        otherBytes += 2;
      } else {
        otherBytes += 3;
      }
    }
    return (int) Math.ceil(ascii / ASCII_A_TOKEN + otherBytes / OTHER_BYTES_A_TOKEN);
  }
}
