package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.text.TextSplitter;
import java.util.List;

/**
 * Divides passages into what the embedding model reads at once, each part behind the context of the
 * whole. As thread-safe as the embedder.
 */
final class PassageParts {

  /** A context takes at most this share of what the model reads. */
  private static final int CONTEXT_SHARE = 4;

  private static final String SEPARATOR = "\n";

  /**
   * A part of a passage.
   *
   * @param text as stored
   * @param content what vectors are made of: the text behind its context
   */
  record Part(String text, String content) {}

  private final Embedder embedder;

  PassageParts(Embedder embedder) {
    this.embedder = embedder;
  }

  /** Returns a passage that is known to fit behind its context, in one part; nothing is counted. */
  static List<Part> fitting(NewPassage passage) {
    String context = passage.context().isEmpty() ? "" : passage.context() + SEPARATOR;
    return List.of(new Part(passage.text(), context + passage.text()));
  }

  List<Part> of(NewPassage passage) {
    String context = context(passage);
    int room = embedder.maximumTokens() - (context.isEmpty() ? 0 : embedder.countTokens(context));
    return new TextSplitter(embedder::countTokens, room)
        .split(passage.text()).stream().map(text -> new Part(text, context + text)).toList();
  }

  /** Of a context that is too long the end stays, which is nearest to the text. */
  private String context(NewPassage passage) {
    if (passage.context().isBlank()) {
      return "";
    }
    int most = Math.max(1, embedder.maximumTokens() / CONTEXT_SHARE);
    List<String> parts =
        new TextSplitter(embedder::countTokens, most).split(passage.context().strip());
    return parts.get(parts.size() - 1) + SEPARATOR;
  }
}
