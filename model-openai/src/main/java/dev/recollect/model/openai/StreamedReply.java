package dev.recollect.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.util.List;

/**
 * Puts an answer together from the events of a stream, and tells whether it is whole. Not
 * thread-safe.
 */
final class StreamedReply {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ErrorTranslator errors;
  private final long limit;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final CallDeltas calls = new CallDeltas();
  private final CallDeltas oldCall = new CallDeltas();
  private String heldBack = "";
  private String finish = "";
  private boolean marked;
  private boolean said;
  private boolean moved;
  private Usage usage = Usage.NONE;

  /**
   * Begins with nothing.
   *
   * @param limit most characters of text and arguments
   */
  StreamedReply(ErrorTranslator errors, long limit) {
    this.errors = errors;
    this.limit = limit;
  }

  /**
   * Takes an event and returns the text in it, which may be empty.
   *
   * @throws ServerFault if the event says an error, or nothing that can be read
   */
  String take(Piece.Event event) {
    moved = false;
    if (event.isEnd()) {
      marked = true;
      return "";
    }
    JsonNode chunk = parse(event.data());
    JsonNode error = chunk.path("error");
    if (event.name().equals("error") || (!error.isMissingNode() && !error.isNull())) {
      throw errors.said(error.isMissingNode() || error.isNull() ? chunk : error);
    }
    if (chunk.path("usage").isObject()) {
      usage = ReplyReader.usage(chunk.path("usage"));
    }
    JsonNode choice = first(chunk.path("choices"));
    return choice.isObject() ? choice(choice) : "";
  }

  private JsonNode parse(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      throw errors.broken("a piece of it is no JSON");
    }
  }

  private static JsonNode first(JsonNode choices) {
    for (JsonNode choice : choices) {
      if (choice.path("index").asInt(0) == 0) {
        return choice;
      }
    }
    return choices.path(0).isObject() ? JSON.missingNode() : choices.path(0);
  }

  private String choice(JsonNode choice) {
    said = true;
    moved = true;
    JsonNode delta =
        choice.path("delta").isObject() ? choice.path("delta") : choice.path("message");
    delta.path("tool_calls").forEach(calls::take);
    if (delta.path("function_call").isObject()) {
      oldCall.takeOld(delta.path("function_call"));
    }
    refusal.append(WireText.of(delta.path("refusal")));
    String reason = choice.path("finish_reason").asText("");
    if (reason.equals("error")) {
      throw errors.broken("the model failed");
    }
    finish = reason.isEmpty() || reason.equals("null") ? finish : reason;
    return say(WireText.of(delta.path("content")), false);
  }

  /** A character of two units may come in two pieces. */
  private String say(String piece, boolean last) {
    String all = heldBack + piece;
    int whole = all.length();
    if (!last && whole > 0 && Character.isHighSurrogate(all.charAt(whole - 1))) {
      whole--;
    }
    heldBack = all.substring(whole);
    String storable = WireText.storable(all.substring(0, whole));
    text.append(storable);
    if (text.length() + refusal.length() + calls.length() + oldCall.length() > limit) {
      throw errors.translate(new TooLongException());
    }
    return storable;
  }

  /**
   * Returns whether all of the answer has come: the model has said why it stops, or the server has
   * marked the end and nothing in it is cut off.
   */
  boolean isWhole() {
    return !finish.isEmpty() || (marked && said && calls.areWhole() && oldCall.areWhole());
  }

  /** Returns whether the last event was more than a sign of life. */
  boolean hasMoved() {
    return moved;
  }

  /** Returns the text that is still to be passed on when all has come. */
  String rest() {
    String rest = say("", true);
    return text.isEmpty() ? WireText.storable(refusal.toString()) : rest;
  }

  /** Returns what had come of an answer that the provider then held back; no half calls. */
  ChatReply filtered() {
    return new ChatReply(text.toString(), List.of(), ChatReply.Finish.FILTERED, usage);
  }

  /** Returns the whole answer. */
  ChatReply reply() {
    return ReplyReader.reply(
        text.toString(),
        WireText.storable(refusal.toString()),
        (calls.isEmpty() ? oldCall : calls).list(),
        ReplyReader.finish(finish),
        usage);
  }
}
