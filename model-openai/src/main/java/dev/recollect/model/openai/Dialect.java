package dev.recollect.model.openai;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which optional parameters a server takes, as far as it has refused some by now. Immutable.
 *
 * @param without what is not sent
 */
record Dialect(Set<Parameter> without) {

  /** Statuses with which servers refuse a parameter. */
  private static final List<Integer> REFUSED = List.of(400, 404, 415, 422, 501);

  /** A parameter that a request can do without; those that contain others' names come first. */
  enum Parameter {
    STREAM_OPTIONS("stream_options"),
    PARALLEL_TOOL_CALLS("parallel_tool_calls"),
    ENCODING_FORMAT("encoding_format"),
    DIMENSIONS("dimensions"),
    /** The newer name of the bound of an answer; the older one is sent instead. */
    MAX_COMPLETION_TOKENS("max_completion_tokens"),
    STREAM("stream(?:ing|ed)?");

    private final Pattern word;

    Parameter(String word) {
      this.word = Pattern.compile("(?<!\\w)" + word + "(?!\\w)");
    }
  }

  /**
   * Returns the first guess for chat.
   *
   * @param stream whether answers are to be streamed
   * @param newBound whether the server knows the newer name of the bound of an answer
   */
  static Dialect ofChat(boolean stream, boolean newBound) {
    EnumSet<Parameter> without = EnumSet.of(Parameter.ENCODING_FORMAT, Parameter.DIMENSIONS);
    if (!stream) {
      without.add(Parameter.STREAM);
      without.add(Parameter.STREAM_OPTIONS);
    }
    if (!newBound) {
      without.add(Parameter.MAX_COMPLETION_TOKENS);
    }
    return of(without);
  }

  /** Returns the first guess for embeddings. */
  static Dialect ofEmbeddings() {
    EnumSet<Parameter> sent = EnumSet.of(Parameter.ENCODING_FORMAT, Parameter.DIMENSIONS);
    return of(EnumSet.complementOf(sent));
  }

  static Dialect of(Set<Parameter> without) {
    return new Dialect(Set.copyOf(without));
  }

  boolean sends(Parameter parameter) {
    return !without.contains(parameter);
  }

  Dialect lacking(Parameter parameter) {
    EnumSet<Parameter> more = EnumSet.of(parameter);
    more.addAll(without);
    return of(more);
  }

  /** Returns how to ask instead, if the refusal names something that was sent and need not be. */
  Optional<Dialect> after(Refusal refusal) {
    if (!REFUSED.contains(refusal.status())) {
      return Optional.empty();
    }
    if (isOldBound(refusal)) {
      EnumSet<Parameter> fewer = EnumSet.copyOf(without);
      fewer.remove(Parameter.MAX_COMPLETION_TOKENS);
      return Optional.of(of(fewer));
    }
    // The first refused parameter is named as such; others may be named as what is allowed.
    String about = refusal.parameter().isEmpty() ? refusal.said() : refusal.parameter();
    return Arrays.stream(Parameter.values())
        .filter(parameter -> sends(parameter) && parameter.word.matcher(about).find())
        .findFirst()
        .map(this::lacking);
  }

  /** OpenAI's newer models, also behind others' names, refuse the older name of the bound. */
  private boolean isOldBound(Refusal refusal) {
    return !sends(Parameter.MAX_COMPLETION_TOKENS)
        && (refusal.parameter().equals("max_tokens") || refusal.said().contains("'max_tokens'"))
        && refusal.said().contains("max_completion_tokens");
  }
}
