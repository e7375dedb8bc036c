package dev.recollect.examples.autonomous;

import dev.recollect.examples.shared.MemoryChoice;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The scripted run as a process that falls silent when a tool has acted and not yet answered. */
final class SilentInTheAct {

  private SilentInTheAct() {}

  /** Runs; the argument is the tool. */
  public static void main(String[] arguments) {
    try (Recollect memory = MemoryChoice.open(System.getenv(), "lucene")) {
      TextMemory texts = TextMemory.of(memory, Map.of());
      ScriptedModel model = ScriptedModel.of(ScriptedModel.ID);
      new AutonomousAgent(memory, model, texts, Path.of("workspace"))
          .pursue(ScriptedModel.GOAL, 1, line -> fallSilentAfter(arguments[0], line));
    }
  }

  private static void fallSilentAfter(String tool, String line) {
    if (line.startsWith(tool)) {
      System.out.println("silent now");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this", e);
      }
    }
  }
}
