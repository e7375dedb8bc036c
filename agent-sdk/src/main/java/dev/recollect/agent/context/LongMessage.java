package dev.recollect.agent.context;

import dev.recollect.agent.state.StoredMessage;
import java.util.function.ToIntFunction;

/**
 * A message that is too long for the window: the model sees its beginning, and where all of it
 * lies.
 */
final class LongMessage {

  private LongMessage() {}

  /** Returns a message of which the model sees as much as has at most so many tokens. */
  static StoredMessage cut(StoredMessage message, int tokens, ToIntFunction<StoredMessage> count) {
    int length = message.message().text().length();
    StoredMessage cut = message;
    while (length > 0 && count.applyAsInt(cut) > tokens) {
      length = length * 3 / 4;
      cut = message.shownUpTo(length);
    }
    return cut;
  }

  /** Returns what the model sees of the text of a message. */
  static StoredMessage beginning(StoredMessage message) {
    String text = message.message().text();
    int end = message.shown();
    if (end < 0 || end >= text.length()) {
      return message;
    }
    boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return message.withText(
        text.substring(0, splits ? end - 1 : end)
            + "… [This is the beginning of a message of "
            + text.length()
            + " characters, too long to be shown. All of it is filed in archival memory: find what"
            + " you need of it with archival_memory_search.]");
  }
}
