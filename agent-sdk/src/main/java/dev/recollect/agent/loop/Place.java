package dev.recollect.agent.loop;

import dev.recollect.agent.state.StateKeys;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.TenantMemory;
import java.time.Instant;

/**
 * Where a conversation lies.
 *
 * @param memory the memory of its tenant, as it serves the conversation's user, if it is one's
 * @param owner the agent as owner of memory
 * @param conversation id of the conversation
 */
public record Place(TenantMemory memory, Owner owner, String conversation) {

  StateKeys keys() {
    return new StateKeys(memory.servedPrefix(owner), conversation);
  }

  /** Returns what no other conversation is called, of whichever of the agent's users. */
  String uniqueName() {
    return uniqueName(conversation);
  }

  /** Returns the same of another conversation of this one's user. */
  String uniqueName(String other) {
    return memory.user().map(user -> user.id() + "/").orElse("") + other;
  }

  String nextKey() {
    return memory.sequences().nextKey(owner, conversation);
  }

  Instant now() {
    return memory.clock().instant();
  }
}
