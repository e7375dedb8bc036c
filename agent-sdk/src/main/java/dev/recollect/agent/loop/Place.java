package dev.recollect.agent.loop;

import dev.recollect.agent.state.StateKeys;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.TenantMemory;
import java.time.Instant;

/**
 * Where a conversation lies.
 *
 * @param memory the memory of its tenant
 * @param owner the agent as owner of memory
 * @param conversation id of the conversation
 */
public record Place(TenantMemory memory, Owner owner, String conversation) {

  StateKeys keys() {
    return new StateKeys(memory.ownerPrefix(owner), conversation);
  }

  String nextKey() {
    return memory.sequences().nextKey(owner, conversation);
  }

  Instant now() {
    return memory.clock().instant();
  }
}
