package dev.recollect.agent.language;

/** Cuts plural and verbal endings off English words, so that forms of one word compare equal. */
final class Stems {

  private static final String VOWELS = "aeiouy";

  private Stems() {}

  /** Returns the stem of a word in lower case; short words and numbers stay as they are. */
  static String stem(String word) {
    if (word.length() < 4 || !word.chars().allMatch(Character::isLetter)) {
      return word;
    }
    return withoutFinalVowel(withoutVerbalEnding(withoutPlural(word)));
  }

  private static String withoutPlural(String word) {
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.matches(".*(ss|x|ch|sh|z)es")) {
      return word.substring(0, word.length() - 2);
    }
    boolean plural = word.endsWith("s") && !word.matches(".*(ss|us|is)");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  private static String withoutVerbalEnding(String word) {
    for (String ending : new String[] {"ing", "ed", "er", "or", "ation", "ly"}) {
      int root = word.length() - ending.length();
      if (word.endsWith(ending) && root >= 4 && hasVowel(word.substring(0, root))) {
        return undoubled(word.substring(0, root));
      }
    }
    return word;
  }

  private static String undoubled(String root) {
    int last = root.length() - 1;
    boolean twice =
        root.charAt(last) == root.charAt(last - 1) && "lsz".indexOf(root.charAt(last)) < 0;
    return twice ? root.substring(0, last) : root;
  }

  private static String withoutFinalVowel(String word) {
    if (word.length() > 4 && word.endsWith("e")) {
      return word.substring(0, word.length() - 1);
    }
    if (word.length() > 4 && word.endsWith("y")) {
      return word.substring(0, word.length() - 1) + "i";
    }
    return word;
  }

  private static boolean hasVowel(String text) {
    return text.chars().anyMatch(letter -> VOWELS.indexOf(letter) >= 0);
  }
}
