package dev.recollect.agent.loop;

import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the listeners what happens in a turn. Thread-safe. */
final class TurnOutput {

  private static final System.Logger LOG = System.getLogger(TurnOutput.class.getName());

  private final TurnPlace place;
  private final Listener listener;

  TurnOutput(TurnPlace place, Listener listener) {
    this.place = place;
    this.listener = listener;
  }

  TurnPlace place() {
    return place;
  }

  void tell(TurnEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener failed and is passed over", e);
    }
  }

  /** Tells a piece of text, to the person or not. */
  void text(String text, boolean answers) {
    if (!text.isEmpty()) {
      tell(answers ? new TurnEvent.Text(place, text) : new TurnEvent.Thought(place, text));
    }
  }

  void discarded(String reason) {
    tell(new TurnEvent.TextDiscarded(place, reason));
  }

  void called(String key, ToolCall call) {
    tell(new TurnEvent.ToolStarted(place, key, call));
  }

  void returned(String key, ToolCall call, ToolResult result, long startedNanos) {
    tell(new TurnEvent.ToolEnded(place, key, call, result, since(startedNanos)));
  }

  static Duration since(long startedNanos) {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Tells which blocks differ. */
  void changed(List<MemoryBlock> before, List<MemoryBlock> after) {
    if (before.equals(after)) {
      return;
    }
    Map<String, MemoryBlock> old = new HashMap<>();
    before.forEach(block -> old.put(block.label(), block));
    List<TurnEvent> events = new ArrayList<>();
    for (MemoryBlock block : after) {
      MemoryBlock was = old.remove(block.label());
      if (!block.equals(was)) {
        events.add(new TurnEvent.BlockChanged(place, block.label(), was, block));
      }
    }
    old.forEach((label, gone) -> events.add(new TurnEvent.BlockChanged(place, label, gone, null)));
    events.forEach(this::tell);
  }

  /** Tells before and after a write of the state. */
  void around(TurnEvent.Commit commit, Runnable write) {
    tell(new TurnEvent.Committing(place, commit));
    write.run();
    tell(new TurnEvent.Committed(place, commit));
  }

  void ended(Turn turn) {
    tell(new TurnEvent.Ended(place, turn));
  }

  /** Tells that nothing more comes of the turn here. */
  void brokenOff(Error error) {
    failed(new MemoryException(ErrorKind.INTERNAL, "the turn was broken off: " + error, error));
  }

  void failed(RuntimeException failure) {
    tell(new TurnEvent.Failed(place, failure));
  }
}
