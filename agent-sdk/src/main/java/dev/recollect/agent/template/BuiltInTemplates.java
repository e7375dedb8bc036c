package dev.recollect.agent.template;

import dev.recollect.agent.profile.AgentProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The templates that come with Recollect. */
final class BuiltInTemplates {

  private static final Map<String, AgentTemplate> TEMPLATES =
      new TreeMap<>(Map.of("memgpt_chat", chat(), "memgpt_doc", documents()));

  private BuiltInTemplates() {}

  static List<String> names() {
    return List.copyOf(TEMPLATES.keySet());
  }

  static Optional<AgentTemplate> find(String name) {
    return Optional.ofNullable(TEMPLATES.get(name));
  }

  private static AgentTemplate chat() {
    return memgpt("memgpt_chat", "MemGPT's agent to talk to: it keeps its own memory.", "companion")
        .build();
  }

  private static AgentTemplate documents() {
    return memgpt("memgpt_doc", "MemGPT's agent that answers from the documents you load.", "doc")
        .system(resource("systems/memgpt_doc.txt"))
        .build();
  }

  private static AgentTemplate.Builder memgpt(String name, String description, String persona) {
    return AgentTemplate.builder(name)
        .description(description)
        .profile(AgentProfile.MEMGPT)
        .persona(BlockTemplates.personas().find(persona).orElseThrow())
        .human(BlockTemplates.humans().find("basic").orElseThrow());
  }

  private static String resource(String path) {
    try (InputStream input = BuiltInTemplates.class.getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(input, path).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + path + " cannot be read", e);
    }
  }
}
