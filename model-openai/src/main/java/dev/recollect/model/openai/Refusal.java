package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says instead of an answer, by its status or in the middle of a stream.
 *
 * @param status status of HTTP, or what the error gives for one; 0 if there is none
 * @param codes its code, its type and the codes inside it, in small letters
 * @param parameter which parameter of the request it is about; empty if it does not say
 * @param said its message
 * @param retryAfter how long to wait before asking again, if it says so
 * @param retry whether to ask again, if it says so
 */
record Refusal(
    int status,
    List<String> codes,
    String parameter,
    String said,
    Optional<Duration> retryAfter,
    Optional<Boolean> retry) {

  private static final List<String> FILTERED =
      List.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");

  /** Reads what the client made of an answer. */
  static Refusal of(OpenAIServiceException refused) {
    Headers headers = refused.headers();
    JsonNode error = json(refused.body());
    return new Refusal(
        refused.statusCode(),
        codes(error),
        text(error, "param"),
        error == null || error.path("message").isTextual() || !error.path("detail").isTextual()
            ? String.valueOf(refused.getMessage())
            : refused.statusCode() + ": " + text(error, "detail"),
        RetryAfter.of(name -> headers.values(name).stream().findFirst(), Clock.systemUTC()),
        headers.values("X-Should-Retry").stream().findFirst().map("true"::equals));
  }

  /** Reads an error that stands where an answer should: an object or a text. */
  static Refusal of(JsonNode error) {
    int status = error.path("code").asInt(error.path("status").asInt(0));
    return new Refusal(
        status >= 400 && status < 600 ? status : 0,
        codes(error),
        text(error, "param"),
        error.isTextual() ? error.asText() : error.path("message").asText(error.toString()),
        Optional.empty(),
        Optional.empty());
  }

  private static @Nullable JsonNode json(JsonValue body) {
    return body.isMissing() ? null : body.convert(JsonNode.class);
  }

  private static List<String> codes(@Nullable JsonNode error) {
    return error == null
        ? List.of()
        : List.of(
            text(error, "code").toLowerCase(Locale.ROOT),
            text(error, "type").toLowerCase(Locale.ROOT),
            text(error.path("innererror"), "code").toLowerCase(Locale.ROOT));
  }

  private static String text(@Nullable JsonNode error, String name) {
    return error == null ? "" : error.path(name).asText("");
  }

  boolean has(String code) {
    return codes.contains(code);
  }

  /** Returns whether a content filter holds back the question or the answer. */
  boolean filtered() {
    return FILTERED.stream().anyMatch(this::has);
  }

  /** Returns whether it says one of the phrases, in a code or in words. */
  boolean mentions(List<String> phrases) {
    String all = (String.join(" ", codes) + " " + said).toLowerCase(Locale.ROOT);
    return phrases.stream().anyMatch(all::contains);
  }
}
