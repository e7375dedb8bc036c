package dev.recollect.agent.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
import java.util.Locale;

/** Writes templates as YAML that {@link TemplateParser} reads; texts of several lines as such. */
final class TemplateWriter {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();

  private TemplateWriter() {}

  static String write(AgentTemplate template) {
    ObjectNode root = YAML.createObjectNode();
    root.put("name", template.name());
    if (!template.description().isEmpty()) {
      root.put("description", template.description());
    }
    template.profile().ifPresent(profile -> root.put("profile", profile.id()));
    template.model().ifPresent(model -> root.put("model", model));
    template
        .innerThoughts()
        .ifPresent(where -> root.put("inner_thoughts", where.name().toLowerCase(Locale.ROOT)));
    template.tools().ifPresent(tools -> tools.forEach(root.putArray("tools")::add));
    template.system().ifPresent(system -> root.put("system", system));
    if (!template.blocks().isEmpty()) {
      ObjectNode blocks = root.putObject("blocks");
      template.blocks().forEach(block -> write(block, blocks));
    }
    return text(root);
  }

  private static void write(TemplateBlock block, ObjectNode blocks) {
    if (block.equals(TemplateBlock.of(block.label(), block.value()))) {
      blocks.put(block.label(), block.value());
      return;
    }
    ObjectNode parts = blocks.putObject(block.label());
    if (block.shared()) {
      parts.put("shared", true);
      return;
    }
    parts.put("value", block.value());
    if (!block.description().isEmpty()) {
      parts.put("description", block.description());
    }
    String limitKey = block.unit() == LimitUnit.CHARACTERS ? "limit" : "tokens";
    block.ownLimit().ifPresent(limit -> parts.put(limitKey, limit));
    if (block.readOnly()) {
      parts.put("read_only", true);
    }
  }

  private static String text(ObjectNode root) {
    try {
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new MemoryException(ErrorKind.INTERNAL, "a template cannot be written as YAML", e);
    }
  }
}
