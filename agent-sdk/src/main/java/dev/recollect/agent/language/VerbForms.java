package dev.recollect.agent.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Derives the regular forms of English verbs ({@code plan}: plans, planned, planning). */
public final class VerbForms {

  private static final String VOWELS = "aeiou";

  private VerbForms() {}

  /** Returns the base form by form: the regular forms of the verbs and the irregular ones. */
  public static Map<String, String> of(Set<String> bases, Map<String, String> irregular) {
    Map<String, String> forms = new HashMap<>();
    for (String base : bases) {
      forms.put(base, base);
      forms.put(thirdPerson(base), base);
      String root = root(base);
      forms.put(root + "ed", base);
      forms.put((base.endsWith("y") ? base : root) + "ing", base);
      if (base.endsWith("ie")) {
        forms.put(base.substring(0, base.length() - 2) + "ying", base);
      }
    }
    irregular.forEach((form, base) -> {
      if (bases.contains(base) || base.equals("be") || base.equals("do") || base.equals("born")) {
        forms.put(form, base);
      }
    });
    return Map.copyOf(forms);
  }

  private static String thirdPerson(String base) {
    if (base.endsWith("y") && !isVowelAt(base, base.length() - 2)) {
      return base.substring(0, base.length() - 1) + "ies";
    }
    return base.matches(".*(s|x|z|ch|sh|o)") ? base + "es" : base + "s";
  }

  private static String root(String base) {
    int last = base.length() - 1;
    if (base.endsWith("e")) {
      return base.substring(0, last);
    }
    if (base.endsWith("y") && !isVowelAt(base, last - 1)) {
      return base.substring(0, last) + "i";
    }
    boolean doubles =
        base.length() <= 4
            && "wxy".indexOf(base.charAt(last)) < 0
            && !isVowelAt(base, last)
            && isVowelAt(base, last - 1)
            && !isVowelAt(base, last - 2);
    return doubles ? base + base.charAt(last) : base;
  }

  private static boolean isVowelAt(String word, int index) {
    return index >= 0 && VOWELS.indexOf(word.charAt(index)) >= 0;
  }
}
