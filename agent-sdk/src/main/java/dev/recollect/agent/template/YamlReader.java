package dev.recollect.agent.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a YAML document as values that know their lines. For one document. */
final class YamlReader {

  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int DEEPEST = 16;

  private final TemplateFaults faults;

  YamlReader(TemplateFaults faults) {
    this.faults = faults;
  }

  /** Returns the document; empty if it is none, of which note is taken. */
  Optional<YamlNode> read(String text) {
    try (YAMLParser yaml = YAML.createParser(text)) {
      JsonToken first = yaml.nextToken();
      if (first == null) {
        faults.add(1, "there is nothing in it");
        return Optional.empty();
      }
      YamlNode root = node(yaml, first, 0);
      if (yaml.nextToken() != null) {
        faults.add(line(yaml), "a second document begins here; a file holds one template");
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      faults.add(line, "this is not YAML: " + firstLine(e.getOriginalMessage()));
      return Optional.empty();
    } catch (IOException e) {
      faults.add(1, "this is not YAML: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("").strip();
  }

  private static int line(YAMLParser yaml) {
    return Math.max(1, yaml.currentTokenLocation().getLineNr());
  }

  private YamlNode node(YAMLParser yaml, @Nullable JsonToken token, int depth) throws IOException {
    int line = line(yaml);
    if (depth > DEEPEST) {
      yaml.skipChildren();
      faults.add(line, "values stand in each other more than " + DEEPEST + " deep");
      return new YamlNode.Nothing(line);
    }
    if (yaml.isCurrentAlias()) {
      faults.add(line, "references (*" + yaml.getText() + ") are not supported; write the value");
      return new YamlNode.Nothing(line);
    }
    return switch (token) {
      case START_OBJECT -> entries(yaml, line, depth);
      case START_ARRAY -> items(yaml, line, depth);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new YamlNode.Scalar(line, yaml.getText());
      case null, default -> new YamlNode.Nothing(line);
    };
  }

  private YamlNode entries(YAMLParser yaml, int line, int depth) throws IOException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      int at = line(yaml);
      String key = yaml.currentName();
      YamlNode value = node(yaml, yaml.nextToken(), depth + 1);
      if (keys.add(key)) {
        entries.add(new YamlNode.Entry(at, key, value));
      } else {
        faults.add(at, "key '" + key + "' stands there twice");
      }
    }
    return new YamlNode.Entries(line, entries);
  }

  private YamlNode items(YAMLParser yaml, int line, int depth) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    JsonToken token = yaml.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      items.add(node(yaml, token, depth + 1));
      token = yaml.nextToken();
    }
    return new YamlNode.Items(line, items);
  }
}
