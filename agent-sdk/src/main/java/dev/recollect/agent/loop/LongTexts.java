package dev.recollect.agent.loop;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.core.search.TokenLimits;
import dev.recollect.memory.core.text.TextSplitter;
import java.util.ArrayList;
import java.util.List;

/** Files messages that are too long to be shown, in passages that a search shows whole. */
record LongTexts(Place place) {

  /** A page of results shows this much of a passage and more. */
  private static final int TOKENS = 300;

  /** Files a message in passages whose ids begin with a key; again does no harm. */
  void file(Message message, String key) {
    List<String> parts = parts(message.text());
    List<NewPassage> passages = new ArrayList<>();
    for (int index = 0; index < parts.size(); index++) {
      if (!parts.get(index).isBlank()) {
        passages.add(
            NewPassage.of(parts.get(index))
                .withId(key + "/" + index)
                .withOccurredAt(message.createdAt()));
      }
    }
    place.memory().archival(place.owner().name()).insert(passages);
  }

  /** Returns the texts of the passages that a message is filed in, by their number. */
  List<String> parts(String text) {
    TokenLimits limits = place.memory().archivalTokens();
    return new TextSplitter(limits::count, Math.min(TOKENS, limits.maximum())).split(text);
  }
}
