package dev.recollect.agent.profile;

import dev.recollect.memory.api.tier.MemoryBlock;

/** Writes blocks of core memory for the model, in MemGPT's form. */
final class MemoryBlocks {

  private MemoryBlocks() {}

  /**
   * Adds a block: {@code <human characters="12/5000">}, the value, {@code </human>}; description
   * and read_only follow the size where there are any, which MemGPT did not have.
   */
  static void append(MemoryBlock block, StringBuilder text) {
    text.append('<').append(block.label());
    text.append(" characters=\"").append(block.length()).append('/');
    text.append(block.limit()).append('"');
    if (!block.description().isEmpty()) {
      text.append(" description=\"").append(block.description().replace('"', '\'')).append('"');
    }
    if (block.readOnly()) {
      text.append(" read_only=\"true\"");
    }
    text.append(">\n").append(block.value()).append("\n</").append(block.label()).append(">\n");
  }
}
