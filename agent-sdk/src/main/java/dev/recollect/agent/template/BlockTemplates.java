package dev.recollect.agent.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Texts that come with Recollect, for the blocks {@code persona} and {@code human} of a new agent,
 * found by name. Immutable and thread-safe.
 *
 * <pre>{@code
 * String persona = BlockTemplates.personas().find("doc").orElseThrow();
 * Agent.builder(memory, model).persona(persona).create();
 * }</pre>
 */
public final class BlockTemplates {

  private static final BlockTemplates PERSONAS =
      load("personas", List.of("assistant", "companion", "doc", "researcher", "starter"));

  private static final BlockTemplates HUMANS = load("humans", List.of("basic", "cs_phd"));

  private final Map<String, String> texts;

  private BlockTemplates(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Returns the texts of who an agent can be. */
  public static BlockTemplates personas() {
    return PERSONAS;
  }

  /** Returns the texts of whom an agent can talk to. */
  public static BlockTemplates humans() {
    return HUMANS;
  }

  /** Returns the names, ascending. */
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  /** Returns the text of a name, without a line break at its end; empty for an unknown name. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  private static BlockTemplates load(String folder, List<String> names) {
    Map<String, String> texts = new LinkedHashMap<>();
    names.forEach(name -> texts.put(name, read(folder + "/" + name + ".txt")));
    return new BlockTemplates(texts);
  }

  private static String read(String resource) {
    try (InputStream input = BlockTemplates.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(input, resource).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }
}
