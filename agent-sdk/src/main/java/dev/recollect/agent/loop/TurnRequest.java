package dev.recollect.agent.loop;

import dev.recollect.agent.state.StoredMessage;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants answered.
 *
 * @param text what the person says
 * @param speaker their name, or null
 * @param notes what the model is told beside it in this turn
 * @param check tells what is wrong with an answer, or null if any will do
 * @param requestId names the request, so that sending it again returns the recorded turn; or null
 * @param options deadline and cancellation
 * @param watcher is told what happens in the turn
 */
public record TurnRequest(
    String text,
    @Nullable String speaker,
    List<String> notes,
    @Nullable AnswerCheck check,
    @Nullable String requestId,
    CallOptions options,
    Listener watcher) {

  private static final int REQUEST_ID_BYTES = 256;

  /**
   * Checks the texts.
   *
   * @throws MemoryException INVALID or LIMIT
   */
  public TurnRequest {
    notes = List.copyOf(notes);
    if (text.isBlank()) {
      throw MemoryException.invalid("the message is empty; say something");
    }
    if (requestId != null) {
      Texts.requireNonEmpty("request id", requestId, REQUEST_ID_BYTES);
    }
  }

  /** Returns the request of a text. */
  public static TurnRequest of(String text, CallOptions options) {
    return new TurnRequest(text, null, List.of(), null, null, options, Listener.none());
  }

  /** Returns this request with an id. */
  public TurnRequest withRequestId(String id) {
    return new TurnRequest(text, speaker, notes, check, id, options, watcher);
  }

  /** Returns this request of somebody by name. */
  public TurnRequest withSpeaker(@Nullable String name) {
    return new TurnRequest(text, name, notes, check, requestId, options, watcher);
  }

  /** Returns this request with something that the model is told beside it. */
  public TurnRequest withNote(String note) {
    return new TurnRequest(text, speaker, List.of(note), check, requestId, options, watcher);
  }

  /** Returns this request for an answer that passes a check, with what the model is told of it. */
  public TurnRequest withCheck(String note, AnswerCheck newCheck) {
    return new TurnRequest(text, speaker, List.of(note), newCheck, requestId, options, watcher);
  }

  /** Returns this request with somebody who watches the turn. */
  public TurnRequest withWatcher(Listener listener) {
    return new TurnRequest(text, speaker, notes, check, requestId, options, listener);
  }

  /** Returns this request with other options. */
  public TurnRequest withOptions(CallOptions value) {
    return new TurnRequest(text, speaker, notes, check, requestId, value, watcher);
  }

  /** What begins a turn. */
  record Beginning(
      StoredMessage opener,
      List<String> notes,
      @Nullable AnswerCheck check,
      @Nullable String requestId,
      CallOptions options,
      Listener watcher) {}
}
