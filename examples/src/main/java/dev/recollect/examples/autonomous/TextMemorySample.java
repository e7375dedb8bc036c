package dev.recollect.examples.autonomous;

import dev.recollect.examples.shared.MemoryChoice;
import dev.recollect.memory.core.Recollect;

/** The sample of this example's README. */
public final class TextMemorySample {

  private TextMemorySample() {}

  /** Runs the sample. */
  public static void main(String[] arguments) {
    try (Recollect memory = MemoryChoice.open(System.getenv(), "lucene")) {
      TextMemory texts = TextMemory.of(memory, System.getenv());
      texts.add("The berths of the harbour are 4.5 m deep on average");
      texts
          .relevant("how deep is the harbour", 5)
          .forEach(found -> System.out.println(found.text()));
      System.out.println(texts.statistics().texts() + " texts");
      texts.clear();
    }
  }
}
