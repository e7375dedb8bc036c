package dev.recollect.agent.loop;

import dev.recollect.agent.state.Edits;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.core.tier.CoreDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * The edits of a draft, as part of one commit of the conversation. An edit that no longer fits,
 * because somebody else has changed the block, becomes an event that tells the model so.
 */
final class DraftEdits implements Edits {

  private final CoreDraft draft;
  private final Notices notices;

  DraftEdits(CoreDraft draft, Notices notices) {
    this.draft = draft;
    this.notices = notices;
  }

  @Override
  public List<StateChange> changes() {
    List<StateChange> changes = new ArrayList<>(draft.changes());
    draft.dropped().forEach(why -> changes.add(notices.adding(why)));
    return changes;
  }

  @Override
  public void committed(long version) {
    if (!draft.dropped().isEmpty()) {
      notices.waitOn();
    }
    draft.committed(version);
  }

  @Override
  public void rebase() {
    draft.rebase();
  }
}
