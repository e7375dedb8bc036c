package dev.recollect.agent;

import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.TenantMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All texts that lie anywhere of an agent: in the state, in recall and in archival memory. */
final class Remembered {

  private Remembered() {}

  /** Returns them in one text, a line each. */
  static String by(Fixture fixture, Agent agent) {
    List<String> lines = new ArrayList<>();
    state(fixture, agent).forEach(entry -> lines.add(entry.key() + " " + entry.value()));
    SearchResult<RecalledMessage> said =
        agent.recall().between(Moments.EARLIEST, Moments.LATEST, Set.of());
    for (int page = 0; page * 100L < said.total().count(); page++) {
      for (SearchHit<RecalledMessage> hit : said.page(page, 100)) {
        lines.add(hit.item().id() + " " + hit.item());
      }
    }
    passages(agent).forEach(passage -> lines.add(passage + " " + passage.metadata()));
    return String.join("\n", lines);
  }

  private static List<StateEntry> state(Fixture fixture, Agent agent) {
    TenantMemory memory = fixture.memory.tenant("default");
    String prefix = memory.ownerPrefix(memory.findOwner(agent.name()).orElseThrow());
    List<StateEntry> entries = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<StateEntry> page = memory.state().list(prefix, next.get(), CallOptions.none());
      entries.addAll(page.items());
      next = page.next();
    }
    return entries;
  }

  /** Returns what the keys of an agent's conversation start with. */
  static String conversation(Fixture fixture, Agent agent) {
    TenantMemory memory = fixture.memory.tenant("default");
    return memory.ownerPrefix(memory.findOwner(agent.name()).orElseThrow())
        + "conversation/"
        + agent.conversation()
        + "/";
  }

  /** Returns all passages of an agent's own. */
  static List<Passage> passages(Agent agent) {
    List<Passage> passages = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<Passage> page = agent.archival().list(next.get());
      passages.addAll(page.items());
      next = page.next();
    }
    return passages;
  }
}
