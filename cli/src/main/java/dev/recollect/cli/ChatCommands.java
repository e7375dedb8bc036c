package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentContext;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The commands of the chat, which begin with a slash and never reach the model. */
final class ChatCommands {

  private static final int SHOWN = 10;
  private static final String HELP =
      """
      /memory            the blocks that stand in every prompt
      /archival [QUERY]  passages in archival memory, best matches of a query first
      /recall [QUERY]    what was said, best matches of a query first
      /context           what the model sees, in tokens a part
      /sources           the sources there are, those attached marked with *
      /attach SOURCE     search a source too (without a name: the sources)
      /detach SOURCE     search it no more
      /help              these lines
      /exit              leave (also exit, quit, Ctrl-D)\
      """;

  private final Console console;
  private final Agent agent;
  private final SourceLines sources;

  ChatCommands(Console console, Agent agent, SourceLines sources) {
    this.console = console;
    this.agent = agent;
    this.sources = sources;
  }

  /**
   * Runs a command.
   *
   * @throws MemoryException INVALID naming the commands there are
   */
  void run(String line) {
    String[] words = line.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "/memory" -> memory();
      case "/archival" -> archival(rest);
      case "/recall" -> recall(rest);
      case "/context" -> context();
      case "/sources" -> sources();
      case "/attach" -> attach(rest.strip());
      case "/detach" -> detach(rest.strip());
      case "/help", "/" -> console.print(HELP);
      default ->
          throw MemoryException.invalid(
              "there is no command '"
                  + words[0]
                  + "'; there are /memory, /archival, /recall, /context, /sources, /attach, /detach,"
                  + " /help and /exit");
    }
  }

  private void memory() {
    agent
        .core()
        .blocks()
        .forEach(block ->
            console.print(
                "["
                    + block.label()
                    + "] "
                    + size(block)
                    + (block.readOnly() ? ", read-only" : "")
                    + (block.shared() ? ", shared" : "")
                    + "\n"
                    + (block.value().isEmpty() ? "(empty)" : block.value())));
    console.print(
        "recall: "
            + agent.recall().count()
            + " messages, archival: "
            + agent.archival().count()
            + " passages");
  }

  private static String size(MemoryBlock block) {
    return block.unit() == LimitUnit.CHARACTERS
        ? block.length() + " of " + block.limit() + " characters"
        : block.length() + " characters of " + block.limit() + " tokens";
  }

  private void context() {
    AgentContext context = agent.context();
    for (AgentContext.Part part : AgentContext.Part.values()) {
      console.print(
          tokens(context.tokens(part))
              + switch (part) {
                case INSTRUCTIONS -> "instructions, time and what lies in the tiers";
                case BLOCKS -> "blocks of core memory";
                case TOOLS -> context.tools().size() + " tools";
                case SUMMARY -> "summary of what has left the window";
                case MESSAGES -> "messages";
                case ANSWER -> "kept free for the answer";
              });
    }
    console.print(tokens(context.free()) + "left for what you say");
    console.print(tokens(context.window()) + "tokens together, the model's context window");
  }

  private static String tokens(int tokens) {
    return String.format(Locale.ROOT, "%,11d  ", tokens);
  }

  private void sources() {
    List<String> lines = sources.seenBy(agent.name());
    lines.forEach(console::print);
    if (lines.isEmpty()) {
      console.print("There are no sources yet; ./recollect load directory makes one.");
    }
  }

  private void attach(String source) {
    if (source.isEmpty()) {
      sources();
    } else {
      console.print(sources.attach(agent.name(), source));
    }
  }

  private void detach(String source) {
    if (source.isEmpty()) {
      throw MemoryException.invalid("name the source to detach: /detach SOURCE");
    }
    console.print(sources.detach(agent.name(), source));
  }

  private void archival(String query) {
    if (!query.isBlank()) {
      show(agent.archival().search(query, SHOWN));
      return;
    }
    List<Passage> passages = agent.archival().list(Cursor.START).items();
    passages.stream().limit(SHOWN).forEach(this::show);
    console.print(passages.size() > SHOWN ? "…" : "end of archival memory");
  }

  private void recall(String query) {
    if (!query.isBlank()) {
      show(agent.recall().search(query, SHOWN));
      return;
    }
    SearchResult<RecalledMessage> all =
        agent
            .recall()
            .between(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), java.util.Set.of());
    int pages = (all.total().count() + SHOWN - 1) / SHOWN;
    all.page(Math.max(0, pages - 1), SHOWN).forEach(hit -> show(hit.item()));
    console.print(all.total() + " messages in recall memory");
  }

  private <T extends MemoryItem> void show(SearchResult<T> result) {
    result.forEach(hit -> show(hit.item()));
    console.print(result.hits().isEmpty() ? "No results found." : result.total() + " results");
  }

  private void show(MemoryItem item) {
    console.print(Origins.dated(item) + " " + Origins.of(item) + ": " + item.text());
  }
}
