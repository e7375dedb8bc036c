package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says in words what backend is tested and what it declares. */
final class Description {

  private Description() {}

  static Map<String, String> of(Backend backend, BackendFixture fixture) {
    Capabilities capabilities = backend.capabilities();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("backend", backend.getClass().getName());
    fixture.setup().ifPresent(setup -> facts.put("provider", setup.newProvider().id()));
    facts.put("durability", durability(capabilities));
    facts.put(
        "vectors",
        "%,d of each kind a record, of at most %,d dimensions"
            .formatted(capabilities.vectorsPerRecord(), capabilities.largestDimension()));
    facts.put("embeds text", capabilities.embedsText() ? "yes: the store computes vectors" : "no");
    facts.put("state store", backend.state().isPresent() ? "yes" : "no");
    facts.put("processes", capabilities.exclusive() ? "one at a time" : "any number at a time");
    facts.put("new fields", fixture.addsFields() ? "may be added later" : "are refused");
    facts.put(
        "server", fixture.server().isPresent() ? "disturbed by this test" : "none to disturb");
    return facts;
  }

  private static String durability(Capabilities capabilities) {
    return switch (capabilities.durability()) {
      case NONE -> "none: the data lives as long as the backend is open";
      case PROCESS_KILL -> "what is acknowledged survives the process being killed";
      case POWER_LOSS -> "what is acknowledged survives the machine losing power";
    };
  }
}
