package dev.recollect.agent.profile;

import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;

/** Writes blocks of core memory for the model, in MemGPT's form. */
final class MemoryBlocks {

  private MemoryBlocks() {}

  /**
   * Adds the blocks of core memory: {@code <human characters="12/5000">}, the value, {@code
   * </human>}; description, read_only and shared follow the size where there are any, which MemGPT
   * did not have, and a limit in tokens stands as {@code tokens="3/500"}.
   */
  static void append(SystemFacts facts, StringBuilder text) {
    facts.blocks().forEach(block -> append(block, facts, text));
  }

  private static void append(MemoryBlock block, SystemFacts facts, StringBuilder text) {
    text.append('<').append(block.label());
    boolean characters = block.unit() == LimitUnit.CHARACTERS;
    text.append(characters ? " characters=\"" : " tokens=\"");
    text.append(characters ? block.length() : facts.tokens(block.value()));
    text.append('/').append(block.limit()).append('"');
    if (!block.description().isEmpty()) {
      text.append(" description=\"").append(block.description().replace('"', '\'')).append('"');
    }
    if (block.readOnly()) {
      text.append(" read_only=\"true\"");
    }
    if (block.shared()) {
      text.append(" shared=\"true\"");
    }
    text.append(">\n").append(block.value()).append("\n</").append(block.label()).append(">\n");
  }
}
