package dev.recollect.cli;

import dev.recollect.memory.core.Inspection;
import dev.recollect.memory.core.inspect.BackendUse;
import dev.recollect.memory.core.inspect.FoundProvider;
import java.util.ArrayList;
import java.util.List;

/** Says in two lines what a provider is, whether it is in use, and where it comes from. */
final class ProviderLines {

  private final Inspection inspection;
  private final String chatModel;

  /**
   * Creates the lines.
   *
   * @param chatModel the chat model in use, {@code provider} or {@code provider:name}
   */
  ProviderLines(Inspection inspection, String chatModel) {
    this.inspection = inspection;
    this.chatModel = chatModel;
  }

  /** Returns the lines of a provider. */
  String describe(FoundProvider provider) {
    List<String> uses = uses(provider);
    String inUse = uses.isEmpty() ? "" : "in use for " + String.join(", ", uses) + ". ";
    return String.format(
        "%-16s %-9s %s  %s%s%n%29s%s",
        provider.kind(),
        provider.id(),
        provider.version(),
        inUse,
        provider.description(),
        "",
        provider.origin());
  }

  /** Returns what a provider is in use for; nothing if it is not. */
  List<String> uses(FoundProvider provider) {
    return switch (provider.kind()) {
      case "backend" -> backendUses(provider.id());
      case "chat model" -> use(provider.id(), chatModel, "answers");
      default -> use(provider.id(), inspection.embeddingModel(), "embeddings");
    };
  }

  private List<String> backendUses(String id) {
    List<String> uses = new ArrayList<>();
    for (BackendUse use : inspection.backendUses()) {
      if (use.provider().equals(id)) {
        uses.add(
            use.instance().equals(id) ? use.purpose() : use.purpose() + " as " + use.instance());
      }
    }
    return uses;
  }

  private static List<String> use(String id, String chosen, String purpose) {
    boolean used = chosen.equals(id) || chosen.startsWith(id + ":");
    return used ? List.of(purpose + (chosen.equals(id) ? "" : " as " + chosen)) : List.of();
  }
}
