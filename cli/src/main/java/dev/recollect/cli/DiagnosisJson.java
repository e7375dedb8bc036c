package dev.recollect.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.inspect.FoundProvider;
import dev.recollect.memory.core.plugin.Plugin;
import java.util.List;

/** A diagnosis as programs read it. */
final class DiagnosisJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Diagnosis diagnosis;
  private final ObjectNode document = JSON.createObjectNode();

  DiagnosisJson(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** Returns the document. */
  String document() throws JsonProcessingException {
    document.put("well", diagnosis.well());
    document.put("version", Version.current());
    surroundings();
    ArrayNode plugins = document.putArray("plugins");
    diagnosis.inspection().plugins().forEach(plugin -> plugin(plugins, plugin));
    ArrayNode providers = document.putArray("providers");
    diagnosis.inspection().providers().forEach(provider -> provider(providers, provider));
    ArrayNode settings = document.putArray("settings");
    diagnosis.inspection().settings().forEach(setting -> setting(settings, setting));
    ArrayNode checks = document.putArray("checks");
    diagnosis.checks().forEach(check -> check(checks, check));
    texts("notes", diagnosis.notes());
    texts("problems", diagnosis.problems());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  private void surroundings() {
    Machine machine = diagnosis.machine();
    document.putObject("java").put("version", machine.java()).put("home", machine.javaHome());
    document
        .putObject("system")
        .put("name", machine.system())
        .put("processors", machine.processors())
        .put("heap_bytes", machine.heapBytes());
    HomeState home = diagnosis.home();
    document
        .putObject("home")
        .put("path", home.home().path().toString())
        .put("origin", home.home().origin())
        .put("exists", home.exists())
        .put("writable", home.writable())
        .put("free_bytes", home.freeBytes());
  }

  private static void plugin(ArrayNode plugins, Plugin plugin) {
    ArrayNode jars = plugins.addObject().put("name", plugin.name()).putArray("jars");
    plugin.jars().forEach(jar -> jars.add(jar.toString()));
  }

  private void provider(ArrayNode providers, FoundProvider provider) {
    ArrayNode uses =
        providers
            .addObject()
            .put("kind", provider.kind())
            .put("id", provider.id())
            .put("version", provider.version())
            .put("origin", provider.origin())
            .put("description", provider.description())
            .putArray("in_use_for");
    diagnosis.lines().uses(provider).forEach(uses::add);
  }

  private static void setting(ArrayNode settings, EffectiveSetting setting) {
    settings
        .addObject()
        .put("key", setting.key())
        .put("value", setting.shown().orElse(null))
        .put("origin", setting.origin());
  }

  private static void check(ArrayNode checks, Check check) {
    checks
        .addObject()
        .put("part", check.part())
        .put("works", check.works())
        .put("detail", check.detail())
        .put("milliseconds", check.took().toMillis());
  }

  private void texts(String name, List<String> texts) {
    ArrayNode array = document.putArray(name);
    texts.forEach(array::add);
  }
}
