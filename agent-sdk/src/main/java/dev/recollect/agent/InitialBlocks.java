package dev.recollect.agent;

import dev.recollect.agent.template.TemplateBlock;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.core.tier.StateKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks that an agent is created with: persona and human always, and what the builder was
 * given.
 */
final class InitialBlocks {

  private static final String HUMAN = StateKeys.USERS_BLOCK;

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
   * Writes the blocks of an agent. What an owner of memory already had before it became an agent
   * stays, unless the builder was given that very block.
   *
   * @param user whether the agent is opened for a user, who is then the human of the builder
   */
  void writeInto(CoreMemory core, int limit, boolean user) {
    InitialBlocks own = user ? withoutHuman() : this;
    own.writeStandard(core, persona(limit));
    own.writeStandard(core, human(limit));
    for (TemplateBlock block : own.templates.values()) {
      boolean standard = block.label().equals("persona") || block.label().equals(HUMAN);
      if (!standard && !own.blocks.containsKey(block.label())) {
        write(core, block(block.label(), "", "", limit), block);
      }
    }
    own.blocks.values().forEach(block -> write(core, block));
  }

  private InitialBlocks withoutHuman() {
    InitialBlocks others = new InitialBlocks();
    others.texts.putAll(texts);
    others.blocks.putAll(blocks);
    others.templates.putAll(templates);
    List.of(others.texts, others.blocks, others.templates).forEach(map -> map.remove(HUMAN));
    return others;
  }

  /**
   * Writes the block that a user has for themselves: as the builder says, otherwise empty, and of
   * the size and purpose that the agent's own has.
   */
  void writeHuman(CoreMemory userCore, Optional<MemoryBlock> like, int limit) {
    MemoryBlock standard =
        like.map(block -> block.withValue("").withShared(false)).orElseGet(() -> human(limit));
    if (blocks.containsKey(HUMAN)) {
      write(userCore, blocks.get(HUMAN));
    } else {
      writeStandard(userCore, standard);
    }
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
      write(core, standard, text == null ? template : template.withValue(text));
    } else {
      write(core, text == null ? standard : standard.withValue(text));
    }
  }

  /** Writes a block as a template has it; where that leaves something open it stays as it is. */
  private static void write(CoreMemory core, MemoryBlock block, TemplateBlock template) {
    if (template.shared()) {
      core.attach(template.label());
      return;
    }
    String description =
        template.description().isEmpty() ? block.description() : template.description();
    MemoryBlock filled =
        template.ownLimit().isPresent()
            ? block.withValue("").withLimit(template.ownLimit().getAsInt(), template.unit())
            : block;
    write(
        core,
        filled
            .withValue(template.value())
            .withDescription(description)
            .withReadOnly(template.readOnly()));
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
    return block(HUMAN, "", description, limit);
  }

  private static MemoryBlock block(String label, String text, String description, int limit) {
    return new MemoryBlock(label, text, description, limit, false, 0);
  }
}
