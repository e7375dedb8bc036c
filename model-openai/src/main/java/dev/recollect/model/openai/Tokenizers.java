package dev.recollect.model.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Counts tokens by the starts of models' names: exactly where the tokeniser is published, by {@link
 * TokenEstimate} elsewhere.
 */
final class Tokenizers {

  /** Tables that never change, each loaded at its first use and once a process. */
  private static final EncodingRegistry TABLES = Encodings.newLazyEncodingRegistry();

  private static final Map<String, EncodingType> BY_PREFIX = byPrefix();

  private Tokenizers() {}

  // The first fitting start counts, so the longer ones come first.
  private static Map<String, EncodingType> byPrefix() {
    Map<String, EncodingType> tables = new LinkedHashMap<>();
    for (String model : new String[] {"gpt-5", "gpt-4.1", "gpt-4o", "gpt-oss", "o1", "o3", "o4"}) {
      tables.put(model, EncodingType.O200K_BASE);
    }
    tables.put("gpt-4", EncodingType.CL100K_BASE);
    tables.put("gpt-3.5-turbo", EncodingType.CL100K_BASE);
    tables.put("text-embedding-3", EncodingType.CL100K_BASE);
    tables.put("text-embedding-ada-002", EncodingType.CL100K_BASE);
    return tables;
  }

  /**
   * Returns what counts the tokens of a text; markers of messages count as the letters they are.
   */
  static ToIntFunction<String> of(String model) {
    for (Map.Entry<String, EncodingType> table : BY_PREFIX.entrySet()) {
      if (model.startsWith(table.getKey())) {
        EncodingType encoding = table.getValue();
        // Looked up in each call: loading takes most of a second, which a model that counts nothing
        // saves.
        return text -> TABLES.getEncoding(encoding).countTokensOrdinary(text);
      }
    }
    return TokenEstimate::of;
  }
}
