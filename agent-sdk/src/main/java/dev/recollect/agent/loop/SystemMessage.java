package dev.recollect.agent.loop;

import dev.recollect.agent.profile.MemoryCounts;
import dev.recollect.agent.profile.SystemFacts;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.SeenBlocks;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.core.TenantMemory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The message that leads each request, and what it tells of the moment. Not thread-safe. */
final class SystemMessage {

  private static final System.Logger LOG = System.getLogger(SystemMessage.class.getName());

  private final Place place;
  private final Mind mind;
  private MemoryCounts counts = MemoryCounts.NONE;
  private @Nullable SeenBlocks seen;

  SystemMessage(Place place, Mind mind) {
    this.place = place;
    this.mind = mind;
  }

  /** Takes what the model last saw of core memory. */
  void load(Head head) {
    seen = head.blocks();
  }

  /** Returns a head that knows what the model last saw of core memory. */
  Head into(Head head) {
    return head.withBlocks(seen);
  }

  /** Counts what lies in the tiers; a tier that does not answer keeps its last number. */
  void count() {
    try {
      TenantMemory memory = place.memory();
      String name = place.owner().name();
      Map<String, Long> sources = new TreeMap<>();
      for (Source source : memory.sources().attached(name)) {
        sources.put(source.name(), memory.sources().documents(source.name()).count());
      }
      counts = new MemoryCounts(memory.recall(name).count(), passages(memory), sources);
    } catch (MemoryException e) {
      LOG.log(System.Logger.Level.WARNING, "memory cannot be counted for now: {0}", e.getMessage());
    }
  }

  /** What is searched beside sources: an agent's own passages are there for all its users. */
  private long passages(TenantMemory memory) {
    String name = place.owner().name();
    long common =
        memory.user().isPresent() ? memory.pinning(place.owner()).archival(name).count() : 0;
    return memory.archival(name).count() + common;
  }

  /** Returns the message. */
  Message message() {
    SystemFacts facts = facts();
    return Message.of(Role.SYSTEM, mind.rules().system(facts), facts.now());
  }

  /** Returns the message as it would be without core memory. */
  Message withoutBlocks() {
    SystemFacts facts = facts().withoutBlocks();
    return Message.of(Role.SYSTEM, mind.rules().system(facts), facts.now());
  }

  private SystemFacts facts() {
    Instant now = place.now();
    List<MemoryBlock> blocks = mind.draft().blocks();
    return new SystemFacts(blocks, counts, now, changedAt(blocks, now), mind.counter()::count);
  }

  /** Blocks that the application changed between turns have changed when the model sees them. */
  private Instant changedAt(List<MemoryBlock> blocks, Instant now) {
    String digest = digest(blocks);
    SeenBlocks last = seen;
    if (last == null || !last.digest().equals(digest)) {
      last = new SeenBlocks(digest, now.toString());
      seen = last;
    }
    return Instant.parse(last.changedAt());
  }

  private static String digest(List<MemoryBlock> blocks) {
    StringBuilder texts = new StringBuilder();
    blocks.forEach(
        block -> texts.append(block.label()).append('\n').append(block.value()).append('\n'));
    byte[] bytes = texts.toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
