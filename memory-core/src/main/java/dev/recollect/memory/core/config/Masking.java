package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.SettingType;
import java.util.regex.Pattern;

/** Makes the text of a setting safe to print. */
public final class Masking {

  private static final String MASK = "***";

  /** {@code //user:password@}; greedy, because a password may itself contain {@code @} or /. */
  private static final Pattern CREDENTIALS = Pattern.compile("(//[^:/@\\s]*):\\S*@");

  /** {@code https://token@}. */
  private static final Pattern TOKEN =
      Pattern.compile("(https?://)[^:/@\\s]+@", Pattern.CASE_INSENSITIVE);

  private static final Pattern PARAMETERS =
      Pattern.compile(
          "((?:password|passwd|pwd|secret|token|apikey|api_key|api-key|key)=)[^&;,\\s]*",
          Pattern.CASE_INSENSITIVE);

  private Masking() {}

  /** Returns the text of a setting; a secret, and the credentials in an address, as ***. */
  static String shown(SettingType type, String text) {
    return type == SettingType.SECRET ? MASK : shown(text);
  }

  /** Returns a text without credentials, however they got into it. */
  public static String shown(String text) {
    String masked = CREDENTIALS.matcher(text).replaceAll("$1:" + MASK + "@");
    masked = TOKEN.matcher(masked).replaceAll("$1" + MASK + "@");
    return PARAMETERS.matcher(masked).replaceAll("$1" + MASK);
  }
}
