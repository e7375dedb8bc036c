package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.util.List;

/** The messages of an owner's conversations over a collection. Thread-safe. */
public interface RecallTier extends RecallMemory {

  /**
   * Embeds and writes messages whose places are known; writing the same ones again changes nothing.
   *
   * @param messages in order, of the roles USER and ASSISTANT
   */
  void project(Owner owner, List<RecalledMessage> messages);
}
