package dev.recollect.agent.tool;

import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Total;
import dev.recollect.memory.api.tool.ToolResult;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Shows pages of search results as MemGPT does, with totals that are true. */
final class Hits {

  /** Hits on a page. */
  static final int PAGE = 5;

  /** Most characters of one hit that are shown; the whole stands in its reference. */
  static final int SHOWN = 2_000;

  private final ZoneId zone;

  Hits(ZoneId zone) {
    this.zone = zone;
  }

  ToolResult page(SearchResult<? extends MemoryItem> result, int page) {
    Total total = result.total();
    if (total.count() == 0) {
      return ToolResult.ok("No results found.");
    }
    int last = (total.count() - 1) / PAGE;
    if (page > last) {
      return ToolResult.ok(
          "No results on page "
              + page
              + ": there are "
              + total
              + ", the last page is "
              + last
              + ".");
    }
    List<? extends SearchHit<? extends MemoryItem>> hits = result.page(page, PAGE);
    String shown = Json.write(hits.stream().map(this::line).toList());
    String header =
        "Showing %d of %s results (page %d/%s): "
            .formatted(hits.size(), total, page, (total.exact() ? "" : "at least ") + last);
    return ToolResult.ok(header + shown, hits.stream().map(Hits::reference).toList());
  }

  private String line(SearchHit<? extends MemoryItem> hit) {
    String time = MemoryToolTime.format(hit.occurredAt(), zone);
    String text = Cut.noted(hit.text(), SHOWN);
    return switch (hit.item()) {
      case RecalledMessage message -> "timestamp: " + time + ", " + said(message) + " - " + text;
      case Passage passage ->
          "timestamp: " + time + document(passage) + validity(passage) + ", memory: " + text;
    };
  }

  private static String document(Passage passage) {
    return passage.origin().map(origin -> ", document: " + origin).orElse("");
  }

  private String validity(Passage passage) {
    return passage
        .validTo()
        .map(to -> ", valid until: " + MemoryToolTime.format(to, zone))
        .orElse("");
  }

  private static String said(RecalledMessage recalled) {
    String role = role(recalled);
    return recalled.message().name().map(name -> role + " (" + name + ")").orElse(role);
  }

  private static String role(RecalledMessage recalled) {
    return recalled.message().role().name().toLowerCase(Locale.ROOT);
  }

  private static Reference reference(SearchHit<? extends MemoryItem> hit) {
    return switch (hit.item()) {
      case RecalledMessage message ->
          new Reference(
              Reference.Tier.RECALL,
              message.id(),
              message.message().name().orElse(role(message)),
              "",
              message.text(),
              message.occurredAt(),
              hit.evidence());
      case Passage passage ->
          new Reference(
              Reference.Tier.ARCHIVAL,
              passage.id(),
              "",
              passage.origin().orElse(""),
              passage.text(),
              passage.occurredAt(),
              hit.evidence());
    };
  }
}
