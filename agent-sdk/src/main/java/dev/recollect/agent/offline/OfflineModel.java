package dev.recollect.agent.offline;

import dev.recollect.agent.event.LoginEvent;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatReply.Finish;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A chat model without weights and network: it files what the user states with the memory tools and
 * answers questions by quoting what they find, at most three passages with source and date.
 *
 * <p>It works by documented heuristics for English, in other languages it files and quotes but
 * understands less. Deterministic: the same request brings the same reply, ids of tool calls
 * included. It cannot stream and never calls the sink. Thread-safe; holds nothing to close.
 */
public final class OfflineModel implements ChatModel {

  /** The id of the model and of its provider. */
  public static final String ID = "offline";

  /** Tokens that a request and its answer may have together. */
  public static final int CONTEXT_WINDOW = 32_768;

  static final String DESCRIPTION =
      "I am Recollect's offline model: no language model but rules that file what you tell me and"
          + " answer by quoting it.";

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final String UNSAID =
      "Something has happened that nobody said; I have no rule for it and do nothing.";
  private static final String NO_MESSAGE = "Tell me what I should remember, or ask me about it.";

  private final ZoneId zone;

  private OfflineModel(ZoneId zone) {
    this.zone = zone;
  }

  /** Returns a model that tells days in the zone of this machine. */
  public static OfflineModel create() {
    return in(ZoneId.systemDefault());
  }

  /** Returns a model that tells days in a zone. */
  public static OfflineModel in(ZoneId zone) {
    return new OfflineModel(zone);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return DESCRIPTION;
  }

  @Override
  public int contextWindow() {
    return CONTEXT_WINDOW;
  }

  /**
   * Returns an estimate: a token for every four characters of Latin script begun, and one for every
   * other character.
   */
  @Override
  public int countTokens(String text) {
    int latin = 0;
    int other = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '\u0250') {
        latin++;
      } else {
        other++;
      }
    }
    return (latin + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN + other;
  }

  @Override
  public boolean generative() {
    return false;
  }

  /**
   * Answers or asks for tools.
   *
   * @throws MemoryException LIMIT if the request exceeds {@link #contextWindow()}, CANCELLED,
   *     DEADLINE
   */
  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    options.check();
    int read = tokens(request);
    if (read > CONTEXT_WINDOW) {
      throw MemoryException.limit(
          "the request has about "
              + read
              + " tokens; the offline model reads at most "
              + CONTEXT_WINDOW);
    }
    TurnView turn = new TurnView(request);
    ChatReply reply = reply(request, turn, read);
    return turn.sends() ? Sending.of(reply, turn.steps()) : reply;
  }

  private ChatReply reply(ChatRequest request, TurnView turn, int read) {
    Optional<LoginEvent> login = turn.login();
    if (login.isPresent()) {
      return finished(request, read, Greeting.text(turn.blocks(), login.orElseThrow()));
    }
    if (turn.user().isEmpty() || turn.unsaid()) {
      return finished(request, read, turn.unsaid() ? UNSAID : NO_MESSAGE);
    }
    Plan plan = Plan.of(turn.said(), turn.before());
    List<ToolCall> calls = new Steps(turn, plan).next();
    if (calls.isEmpty()) {
      return finished(request, read, new Answer(turn, plan, zone).text());
    }
    int written = calls.stream().mapToInt(call -> countTokens(call.arguments())).sum();
    return new ChatReply("", calls, Finish.COMPLETE, new Usage(read, written));
  }

  @Override
  public void close() {
    // nothing is held
  }

  private ChatReply finished(ChatRequest request, int read, String answer) {
    int most = request.maximumAnswerTokens().orElse(CONTEXT_WINDOW);
    boolean fits = countTokens(answer) <= most;
    String text = fits ? answer : shortened(answer, most);
    return new ChatReply(
        text,
        List.of(),
        fits ? Finish.COMPLETE : Finish.LENGTH,
        new Usage(read, countTokens(text)));
  }

  private String shortened(String answer, int most) {
    int end = answer.length();
    while (end > 0 && countTokens(answer.substring(0, end)) > most) {
      end -= Math.max(1, end / 8);
    }
    boolean splits = end > 0 && Character.isHighSurrogate(answer.charAt(end - 1));
    return answer.substring(0, splits ? end - 1 : end);
  }

  private int tokens(ChatRequest request) {
    int tokens = 0;
    for (Message message : request.messages()) {
      tokens += countTokens(message.text());
      for (ToolCall call : message.toolCalls()) {
        tokens += countTokens(call.arguments());
      }
    }
    for (ToolSpec tool : request.tools()) {
      tokens += countTokens(tool.description()) + countTokens(tool.parameters());
    }
    return tokens;
  }
}
