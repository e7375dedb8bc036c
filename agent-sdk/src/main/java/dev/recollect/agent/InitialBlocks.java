package dev.recollect.agent;

import dev.recollect.agent.template.TemplateBlock;
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
  private final Map<String, TemplateBlock> templates = new LinkedHashMap<>();

  void text(String label, String text) {
    texts.put(label, text);
    blocks.computeIfPresent(label, (known, block) -> block.withValue(text));
  }

  void block(MemoryBlock block) {
    blocks.put(block.label(), block);
  }

  /** Takes a block of a template; what was said of that block before is forgotten. */
  void template(TemplateBlock block) {
    texts.remove(block.label());
    blocks.remove(block.label());
    templates.put(block.label(), block);
  }

  /**
   * Writes the blocks. What an owner of memory already had before it became an agent stays, unless
   * the builder was given that very block.
   */
  void writeInto(CoreMemory core, int limit) {
    for (MemoryBlock standard : List.of(persona(limit), human(limit))) {
      writeStandard(core, standard);
    }
    for (TemplateBlock block : templates.values()) {
      boolean standard = block.label().equals("persona") || block.label().equals("human");
      if (!standard && !blocks.containsKey(block.label())) {
        MemoryBlock empty = block(block.label(), "", "", limit);
        write(core, filled(empty, block));
      }
    }
    blocks.values().forEach(block -> write(core, block));
  }

  private void writeStandard(CoreMemory core, MemoryBlock standard) {
    String label = standard.label();
    String text = texts.get(label);
    TemplateBlock template = templates.get(label);
    boolean given = text != null || template != null;
    if (blocks.containsKey(label) || (!given && core.block(label).isPresent())) {
      return;
    }
    if (template != null) {
      String value = text == null ? template.value() : text;
      write(core, filled(standard, template.withValue(value)));
    } else {
      write(core, text == null ? standard : standard.withValue(text));
    }
  }

  /** Returns a block as a template has it; where that leaves something open it stays as it is. */
  private static MemoryBlock filled(MemoryBlock block, TemplateBlock template) {
    String description =
        template.description().isEmpty() ? block.description() : template.description();
    int limit = template.ownLimit().orElse(block.limit());
    return new MemoryBlock(
        block.label(), template.value(), description, limit, template.readOnly(), 0);
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
