package dev.recollect.buildchecks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What backends declare, as the kit's reports of this build have it, and tables of it in pages. */
final class DeclaredCapabilities {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- declared: ([a-z ]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

  /** These say what was tested, not what is declared. */
  private static final Set<String> LEFT_OUT = Set.of("backend", "provider", "server");

  private final Map<String, Map<String, String>> byProvider = new TreeMap<>();

  /** Reads the reports of whole contracts below the modules of the build. */
  static DeclaredCapabilities ofThisBuild() throws IOException {
    DeclaredCapabilities declared = new DeclaredCapabilities();
    ObjectMapper json = new ObjectMapper();
    for (Path report : reports()) {
      JsonNode backend = json.readTree(Files.readAllBytes(report)).path("backend");
      Map<String, String> facts = new LinkedHashMap<>();
      backend.properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
      declared.byProvider.put(backend.path("provider").asText(), facts);
    }
    return declared;
  }

  private static List<Path> reports() throws IOException {
    List<Path> reports = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), "backend-*")) {
      for (Path module : modules) {
        Path folder = module.resolve("target").resolve("backend-contract");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files
                .filter(file -> file.toString().endsWith("ContractTest.json"))
                .forEach(reports::add);
          }
        }
      }
    }
    return reports;
  }

  /** Returns the providers that the tables of a page name. */
  static Set<String> named(String page) {
    return BLOCK
        .matcher(page)
        .results()
        .flatMap(block -> Stream.of(block.group(1).split(" ")))
        .collect(Collectors.toSet());
  }

  Set<String> known() {
    return Set.copyOf(byProvider.keySet());
  }

  /** Returns the page with its tables as they must be. */
  String renewed(String page) {
    return BLOCK
        .matcher(page)
        .replaceAll(block ->
            Matcher.quoteReplacement(
                "<!-- declared: %s -->\n%s<!-- end -->"
                    .formatted(block.group(1), table(List.of(block.group(1).split(" "))))));
  }

  private String table(List<String> providers) {
    StringBuilder table = new StringBuilder("| |");
    providers.forEach(provider -> table.append(" `").append(provider).append("` |"));
    table.append("\n|---|").append("---|".repeat(providers.size())).append('\n');
    for (String fact : facts(providers.getFirst()).keySet()) {
      if (!LEFT_OUT.contains(fact)) {
        table.append("| ").append(fact).append(" |");
        providers.forEach(
            provider -> table.append(' ').append(facts(provider).get(fact)).append(" |"));
        table.append('\n');
      }
    }
    return table.toString();
  }

  private Map<String, String> facts(String provider) {
    return Objects.requireNonNull(byProvider.get(provider), provider);
  }
}
