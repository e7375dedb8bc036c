package dev.recollect.agent;

import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.MemoryBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The blocks that an agent is created with: persona and human always, and what the builder was
 * given.
 */
final class InitialBlocks {

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, MemoryBlock> blocks = new LinkedHashMap<>();

  void text(String label, String text) {
    texts.put(label, text);
  }

  void block(MemoryBlock block) {
    blocks.put(block.label(), block);
  }

  /**
   * Writes the blocks. What an owner of memory already had before it became an agent stays, unless
   * the builder was given that very block.
   */
  void writeInto(CoreMemory core, int limit) {
    for (MemoryBlock standard : List.of(persona(limit), human(limit))) {
      String label = standard.label();
      String text = texts.get(label);
      if (!blocks.containsKey(label) && (text != null || core.block(label).isEmpty())) {
        write(core, text == null ? standard : standard.withValue(text));
      }
    }
    blocks.values().forEach(block -> write(core, block));
  }

  private static void write(CoreMemory core, MemoryBlock block) {
    long version = core.block(block.label()).map(MemoryBlock::version).orElse(0L);
    core.put(block.withVersion(version));
  }

  private static MemoryBlock persona(int limit) {
    String text =
        "I am a helpful companion. I remember what I am told and say so when I do not know.";
    String description = "Who you are, how you speak, what you are here for.";
    return block("persona", limit < text.length() ? "" : text, description, limit);
  }

  private static MemoryBlock human(int limit) {
    String description = "What you know of the person you talk to: name, circumstances, wishes.";
    return block("human", "", description, limit);
  }

  private static MemoryBlock block(String label, String text, String description, int limit) {
    return new MemoryBlock(label, text, description, limit, false, 0);
  }
}
