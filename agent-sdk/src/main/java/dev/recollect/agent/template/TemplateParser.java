package dev.recollect.agent.template;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.core.internal.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes templates of YAML, and tells all that is wrong with one at once. For one document. */
final class TemplateParser {

  static final List<String> KEYS =
      List.of(
          "name", "description", "profile", "model", "inner_thoughts", "tools", "system", "blocks");
  static final List<String> BLOCK_KEYS =
      List.of("value", "description", "limit", "tokens", "read_only", "shared");

  private final TemplateFaults faults = new TemplateFaults();
  private final AgentTemplate.Builder template;

  private TemplateParser(String name) {
    this.template = AgentTemplate.builder(name);
  }

  /**
   * Returns the template of a text.
   *
   * @throws MemoryException INVALID with all that is wrong, each with its line
   */
  static AgentTemplate parse(String text, String origin, String name) {
    TemplateParser parser = new TemplateParser(name);
    new YamlReader(parser.faults).read(text).ifPresent(parser::read);
    parser.faults.throwIfAny(origin);
    return parser.template.build();
  }

  private void read(YamlNode root) {
    entries(root, "a template is keys with values: " + String.join(", ", KEYS)).forEach(this::read);
  }

  private void read(YamlNode.Entry entry) {
    switch (entry.key()) {
      case "name" -> text(entry, template::name);
      case "description" -> text(entry, text -> template.description(text.strip()));
      case "model" -> text(entry, template::model);
      case "system" -> text(entry, template::system);
      case "profile" -> text(entry, id -> template.profile(AgentProfile.of(id)));
      case "inner_thoughts" -> text(entry, id -> template.innerThoughts(thoughts(id)));
      case "tools" -> tools(entry);
      case "blocks" -> blocks(entry);
      default -> unknown(entry, KEYS);
    }
  }

  private void unknown(YamlNode.Entry entry, List<String> known) {
    faults.add(
        entry.line(),
        "unknown key '"
            + entry.key()
            + "'."
            + NearestName.hint(known, entry.key())
            + " There are "
            + String.join(", ", known));
  }

  private void text(YamlNode.Entry entry, Consumer<String> use) {
    scalar(entry.key(), entry.value())
        .ifPresent(text -> faults.check(entry.line(), () -> use.accept(text)));
  }

  private Optional<String> scalar(String key, YamlNode value) {
    if (value instanceof YamlNode.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    faults.add(value.line(), "'" + key + "' must be a text and is " + value.kind());
    return Optional.empty();
  }

  private List<YamlNode.Entry> entries(YamlNode value, String expected) {
    if (value instanceof YamlNode.Entries known) {
      return known.entries();
    }
    faults.add(value.line(), expected + "; this is " + value.kind());
    return List.of();
  }

  private static InnerThoughts thoughts(String id) {
    List<String> ids =
        Arrays.stream(InnerThoughts.values())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!ids.contains(id)) {
      throw MemoryException.invalid(
          "inner_thoughts is '%s'; it must be one of %s.%s"
              .formatted(id, String.join(", ", ids), NearestName.hint(ids, id)));
    }
    return InnerThoughts.valueOf(id.toUpperCase(Locale.ROOT));
  }

  private void tools(YamlNode.Entry entry) {
    if (!(entry.value() instanceof YamlNode.Items list)) {
      faults.add(
          entry.value().line(),
          "'tools' must be a list of names and is "
              + entry.value().kind()
              + "; leave it out for all tools");
      return;
    }
    List<String> names = new ArrayList<>();
    list.items().forEach(item -> scalar("tools", item).ifPresent(names::add));
    faults.check(entry.line(), () -> template.tools(names));
  }

  private void blocks(YamlNode.Entry entry) {
    entries(entry.value(), "'blocks' must be labels with a text, or with keys")
        .forEach(block -> {
          TemplateBlock read = block(block);
          if (read != null) {
            template.block(read);
          }
        });
  }

  private @Nullable TemplateBlock block(YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Scalar text) {
      return faults.value(
          entry.line(), () -> TemplateBlock.of(entry.key(), text.text().stripTrailing()));
    }
    BlockParts parts = new BlockParts();
    entries(
            entry.value(),
            "block '%s' must be a text, or keys: %s"
                .formatted(entry.key(), String.join(", ", BLOCK_KEYS)))
        .forEach(part -> read(part, parts));
    return faults.value(entry.line(), () -> parts.block(entry.key()));
  }

  private void read(YamlNode.Entry entry, BlockParts parts) {
    switch (entry.key()) {
      case "value" -> text(entry, text -> parts.value = text.stripTrailing());
      case "description" -> text(entry, text -> parts.description = text.strip());
      case "limit" -> text(entry, text -> parts.limit(number("limit", text, "characters")));
      case "tokens" -> text(entry, text -> parts.tokens(number("tokens", text, "tokens")));
      case "read_only" -> text(entry, text -> parts.readOnly = truth("read_only", text));
      case "shared" -> text(entry, text -> parts.shared = truth("shared", text));
      default -> unknown(entry, BLOCK_KEYS);
    }
  }

  private static int number(String key, String text, String what) {
    if (!text.matches("[0-9]{1,9}")) {
      throw MemoryException.invalid(
          key + " is '" + text + "'; it must be a number of " + what + ", for example 2000");
    }
    return Integer.parseInt(text);
  }

  private static boolean truth(String key, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw MemoryException.invalid(key + " is '" + text + "'; it must be true or false");
    }
    return Boolean.parseBoolean(text);
  }

  private static final class BlockParts {
    private String value = "";
    private String description = "";
    private @Nullable Integer limit;
    private LimitUnit unit = LimitUnit.CHARACTERS;
    private boolean readOnly;
    private boolean shared;

    void limit(int characters) {
      setLimit(characters, LimitUnit.CHARACTERS);
    }

    void tokens(int tokens) {
      setLimit(tokens, LimitUnit.TOKENS);
    }

    private void setLimit(int value, LimitUnit of) {
      if (limit != null) {
        throw MemoryException.invalid(
            "a block has one limit, in characters (limit) or in tokens (tokens); leave one out");
      }
      limit = value;
      unit = of;
    }

    TemplateBlock block(String label) {
      return new TemplateBlock(label, value, description, limit, unit, readOnly, shared);
    }
  }
}
