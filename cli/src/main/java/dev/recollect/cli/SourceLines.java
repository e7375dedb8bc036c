package dev.recollect.cli;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Documents;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What commands and chat do with sources, and the lines they say of it.
 *
 * @param memory whose sources they are
 */
record SourceLines(Memory memory) {

  /** Attaches a source and returns what to say. */
  String attach(String agent, String source) {
    boolean already = isAttached(agent, source);
    memory.sources().attach(agent, source);
    return already
        ? "Source '" + source + "' is attached to agent '" + agent + "' already."
        : "Attached source '%s' (%s) to agent '%s'."
            .formatted(
                source, Counted.of(memory.sources().documents(source).count(), "passage"), agent);
  }

  /** Detaches a source and returns what to say. */
  String detach(String agent, String source) {
    return memory.sources().detach(agent, source)
        ? "Detached source '" + source + "' from agent '" + agent + "'; the source stays."
        : "Source '" + source + "' was not attached to agent '" + agent + "'.";
  }

  private boolean isAttached(String agent, String source) {
    return memory.sources().attached(agent).stream().anyMatch(one -> one.name().equals(source));
  }

  /** Returns a line for each source of the tenant. */
  List<String> all() {
    return sources().stream().map(this::line).toList();
  }

  /** Returns a line for each source, those attached to an agent marked. */
  List<String> seenBy(String agent) {
    Set<Source> attached = Set.copyOf(memory.sources().attached(agent));
    return sources().stream()
        .map(source -> (attached.contains(source) ? "* " : "  ") + line(source))
        .toList();
  }

  private List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Source> page = memory.sources().list(cursor.orElseThrow());
      sources.addAll(page.items());
      cursor = page.next();
    }
    return sources;
  }

  private String line(Source source) {
    try {
      return source.name() + "  made " + source.createdAt() + ", " + content(source.name());
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.NOT_FOUND) {
        throw e;
      }
      return source.name() + "  is being deleted; delete it again to finish that";
    }
  }

  private String content(String source) {
    String users =
        memory.sources().users(source).stream().map(Owner::name).collect(Collectors.joining(", "));
    return held(source) + (users.isEmpty() ? ", attached to nobody" : ", attached to " + users);
  }

  /** Returns how many documents and passages a source holds. */
  String held(String source) {
    Documents documents = memory.sources().documents(source);
    return documents(documents) + ", " + Counted.of(documents.count(), "passage");
  }

  private static String documents(Documents documents) {
    long whole = 0;
    long interrupted = 0;
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Document> page = documents.list(cursor.orElseThrow());
      long complete = page.items().stream().filter(Document::complete).count();
      whole += complete;
      interrupted += page.items().size() - complete;
      cursor = page.next();
    }
    return Counted.of(whole, "document")
        + (interrupted == 0 ? "" : " and " + interrupted + " not loaded to the end");
  }
}
