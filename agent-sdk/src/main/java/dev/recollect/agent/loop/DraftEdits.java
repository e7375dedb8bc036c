package dev.recollect.agent.loop;

import dev.recollect.agent.state.Edits;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.core.tier.CoreDraft;
import java.util.List;

/** The edits of a draft, as part of the conversation's commits. */
record DraftEdits(CoreDraft draft) implements Edits {

  private static final System.Logger LOG = System.getLogger(DraftEdits.class.getName());

  @Override
  public List<StateChange> changes() {
    return draft.changes();
  }

  @Override
  public void committed(long version) {
    draft.committed(version);
  }

  /** Where the other's change leaves no room for an edit of the turn, the other's stands. */
  @Override
  public void rebase() {
    try {
      draft.rebase();
    } catch (MemoryException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "edits of core memory were dropped because somebody else changed the blocks: {0}",
          e.getMessage());
      draft.reset();
    }
  }
}
