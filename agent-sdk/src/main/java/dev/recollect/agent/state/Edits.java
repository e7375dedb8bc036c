package dev.recollect.agent.state;

import dev.recollect.memory.api.spi.StateChange;
import java.util.List;

/** Changes to other keys that wait for the next commit of a conversation. */
public interface Edits {

  /** No changes. */
  Edits NONE =
      new Edits() {
        @Override
        public List<StateChange> changes() {
          return List.of();
        }

        @Override
        public void committed(long version) {}

        @Override
        public void rebase() {}
      };

  /** Returns the changes, no key twice. */
  List<StateChange> changes();

  /** Is told that the changes are stored. */
  void committed(long version);

  /** Makes the changes anew on top of what is stored now, because somebody else changed that. */
  void rebase();
}
