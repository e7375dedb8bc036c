package dev.recollect.agent.tool;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools {@code conversation_search}, {@code conversation_search_date}, {@code
 * archival_memory_insert} and {@code archival_memory_search}.
 */
public final class SearchTools {

  /** Name of the one memory tool that acts outside the state store. */
  public static final String ARCHIVAL_INSERT = "archival_memory_insert";

  private static final Set<Role> SAID = Set.of(Role.USER, Role.ASSISTANT);

  private final RecallMemory recall;
  private final ArchivalMemory archival;
  private final TurnSearches searches;
  private final ZoneId zone;
  private final Hits hits;

  /** Creates the tools over two tiers, with days and times in a zone. */
  public SearchTools(
      RecallMemory recall, ArchivalMemory archival, TurnSearches searches, ZoneId zone) {
    this.recall = recall;
    this.archival = archival;
    this.searches = searches;
    this.zone = zone;
    this.hits = new Hits(zone);
  }

  /** Returns the tools. */
  public List<Tool> tools() {
    return List.of(conversationSearch(), conversationSearchDate(), insert(), archivalSearch());
  }

  private Tool conversationSearch() {
    return new MemoryTool(
        "conversation_search",
        "Search everything that was said, in words or in meaning.",
        new ParameterSchema().text("query", "What to search for.").page().json(),
        (arguments, invocation) -> {
          SearchQuery query = query(arguments, invocation);
          int page = arguments.page();
          return hits.page(
              searches.find("said " + query.text(), page, () -> recall.search(query)), page);
        });
  }

  private Tool archivalSearch() {
    return new MemoryTool(
        "archival_memory_search",
        "Search archival memory, in words or in meaning.",
        new ParameterSchema().text("query", "What to search for.").page().json(),
        (arguments, invocation) -> {
          SearchQuery query = query(arguments, invocation);
          int page = arguments.page();
          return hits.page(
              searches.find("filed " + query.text(), page, () -> archival.search(query)), page);
        });
  }

  private static SearchQuery query(Arguments arguments, ToolInvocation invocation) {
    return SearchQuery.builder(arguments.text("query"))
        .topK(Hits.PAGE)
        .options(invocation.options())
        .build();
  }

  private Tool conversationSearchDate() {
    return new MemoryTool(
        "conversation_search_date",
        "Search everything that was said by day; both days are included.",
        new ParameterSchema()
            .text("start_date", "The first day to be searched, in the format 'YYYY-MM-DD'.")
            .text("end_date", "The last day to be searched, in the format 'YYYY-MM-DD'.")
            .page()
            .json(),
        (arguments, invocation) -> between(arguments));
  }

  private ToolResult between(Arguments arguments) {
    LocalDate start = date("start_date", arguments);
    LocalDate end = date("end_date", arguments);
    if (end.isBefore(start)) {
      throw new BadArgumentsException(
          "start_date " + start + " lies after end_date " + end + "; swap them");
    }
    int page = arguments.page();
    return hits.page(
        searches.find(
            "days " + start + " " + end,
            page,
            () ->
                recall.between(
                    start.atStartOfDay(zone).toInstant(),
                    end.plusDays(1).atStartOfDay(zone).toInstant(),
                    SAID)),
        page);
  }

  private static LocalDate date(String name, Arguments arguments) {
    String text = arguments.text(name).strip();
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1 && date.getYear() < 9_999) {
        return date;
      }
    } catch (DateTimeParseException e) {
      throw badDate(name, text, e);
    }
    throw badDate(name, text, null);
  }

  private static BadArgumentsException badDate(
      String name, String text, @Nullable Exception cause) {
    return new BadArgumentsException(
        "argument '"
            + name
            + "' is '"
            + text
            + "'; it must be a day as YYYY-MM-DD, such as 2026-01-31",
        cause);
  }

  private Tool insert() {
    return new MemoryTool(
        ARCHIVAL_INSERT,
        "File a fact in archival memory, in words that a later search will find.",
        new ParameterSchema().text("content", "What to file. All Unicode is supported.").json(),
        (arguments, invocation) -> {
          NewPassage passage = NewPassage.of(arguments.text("content")).withId(invocation.key());
          archival.insert(List.of(passage));
          return MemoryTool.DONE;
        });
  }
}
