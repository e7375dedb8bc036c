package dev.recollect.model.openai;

import java.util.LinkedHashMap;
import java.util.Map;

/** Context windows of models by the start of their names, as their makers publish them. */
final class ContextWindows {

  /** What OpenAI's models have had at least since 2024. */
  private static final int OF_OPENAI = 128_000;

  /** What servers of one's own are started with at least; many hold more, and can be told so. */
  private static final int OF_OTHERS = 8_192;

  private static final Map<String, Integer> BY_PREFIX = byPrefix();

  private ContextWindows() {}

  // The first fitting start counts, so the longer ones come first.
  private static Map<String, Integer> byPrefix() {
    Map<String, Integer> windows = new LinkedHashMap<>();
    windows.put("gpt-5", 400_000);
    windows.put("gpt-4.1", 1_047_576);
    windows.put("gpt-4o", 128_000);
    windows.put("gpt-4-turbo", 128_000);
    windows.put("gpt-4", 8_192);
    windows.put("gpt-3.5-turbo", 16_385);
    windows.put("gpt-oss", 131_072);
    windows.put("o1", 200_000);
    windows.put("o3", 200_000);
    windows.put("o4", 200_000);
    return windows;
  }

  static int of(String model, boolean openAi) {
    for (Map.Entry<String, Integer> window : BY_PREFIX.entrySet()) {
      if (model.startsWith(window.getKey())) {
        return window.getValue();
      }
    }
    return openAi ? OF_OPENAI : OF_OTHERS;
  }
}
